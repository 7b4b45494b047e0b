# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Litfass: a self-hosted campaign scheduler for social media."""

__version__ = "0.1.0.dev0"

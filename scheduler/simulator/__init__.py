# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real HTTP server that imitates the platforms, written from the vendors' facts."""

# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fakes that tests share: a clock that jumps, a platform that does as told."""

# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One dialect per platform, written from the vendor's facts, not from the adapter."""

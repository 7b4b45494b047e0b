# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files with figures: tables from spreadsheets, YAML, and Matomo's exports."""

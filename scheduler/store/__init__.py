# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only SQL: schema, migrations, and the functions that read and write it."""

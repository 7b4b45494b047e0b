# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps from one schema to the next; each file is one step, in the order of its number."""

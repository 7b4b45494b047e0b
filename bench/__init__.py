# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks: ratios within one run, on a stub that only counts; never tests that can fail."""

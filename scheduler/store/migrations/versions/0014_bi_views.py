# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Views with stable names for other programs: no secrets, no persons, no texts of posts.

A later step that rebuilds a table below them has to drop them first and make them again.
"""

from alembic import op

revision = "0014"
down_revision = "0013"

_NEWEST = """(
  SELECT id, delivery_id, channel, metric, value, taken_at, age_seconds, source, ROW_NUMBER() OVER (
    PARTITION BY delivery_id, channel, metric ORDER BY taken_at DESC, id DESC
  ) AS newest FROM samples
)"""


def upgrade() -> None:
    """Make the views."""
    for name, select in _views().items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def _views() -> dict[str, str]:
    return {
        "bi_channels": _channels(),
        "bi_posts": _posts(),
        "bi_deliveries": _deliveries(),
        "bi_samples": _samples("samples"),
        "bi_samples_latest": f"{_samples(_NEWEST)} WHERE s.newest = 1",
        "bi_figures": _figures(),
    }


def _channels() -> str:
    return f"""
SELECT c.id AS channel, c.platform AS platform, c.state AS state,
  COALESCE(d.published, 0) AS published,
  {_at("d.first_at")} AS first_published_at, {_at("d.last_at")} AS last_published_at,
  {_at("c.sampled_at")} AS sampled_at
FROM channels c LEFT JOIN (
  SELECT channel, COUNT(*) AS published, MIN(published_at) AS first_at,
    MAX(published_at) AS last_at
  FROM deliveries WHERE published_at IS NOT NULL GROUP BY channel
) d ON d.channel = c.id"""  # noqa: S608 - our own words


def _posts() -> str:
    on_sqlite = "SUBSTR(p.id, 1, INSTR(p.id || '@', '@') - 1)"
    original = on_sqlite if _is_sqlite() else "SPLIT_PART(p.id, '@', 1)"
    return f"""
SELECT p.id AS post, {original} AS original, p.campaign AS campaign, p.status AS status,
  p.lang AS lang, p.topics AS topics, p.regions AS regions, p.tags AS tags,
  {_at("p.publish_at")} AS publish_at, COALESCE(d.planned, 0) AS deliveries,
  COALESCE(d.published, 0) AS published, {_at("d.first_at")} AS first_published_at,
  {_at("p.first_seen_at")} AS first_seen_at, {_at("p.gone_at")} AS gone_at
FROM posts p LEFT JOIN (
  SELECT post_id, COUNT(*) AS planned, COUNT(published_at) AS published,
    MIN(published_at) AS first_at
  FROM deliveries GROUP BY post_id
) d ON d.post_id = p.id"""  # noqa: S608 - our own words


def _deliveries() -> str:
    return f"""
SELECT d.id AS delivery, d.post_id AS post, p.campaign AS campaign, p.lang AS lang,
  d.channel AS channel, d.platform AS platform, d.occurrence AS occurrence, d.state AS state,
  d.gate AS gate, {_at("d.due_at")} AS due_at, {_at("d.published_at")} AS published_at,
  (d.published_at - COALESCE(d.ordered_at, d.due_at)) / 1000 AS lateness_seconds,
  d.attempts AS attempts, COALESCE(t.parts, 0) AS parts, d.url AS url,
  {_at("t.deleted_at")} AS deleted_at
FROM deliveries d JOIN posts p ON p.id = d.post_id LEFT JOIN (
  SELECT delivery_id, COUNT(*) AS parts,
    CASE WHEN COUNT(deleted_at) = COUNT(*) THEN MAX(deleted_at) END AS deleted_at
  FROM parts GROUP BY delivery_id
) t ON t.delivery_id = d.id"""  # noqa: S608 - our own words


def _samples(source: str) -> str:
    return f"""
SELECT s.id AS sample, s.delivery_id AS delivery, d.post_id AS post, p.campaign AS campaign,
  s.channel AS channel, COALESCE(d.platform, c.platform) AS platform, s.metric AS metric,
  s.value AS value, {_at("s.taken_at")} AS taken_at, s.age_seconds AS age_seconds,
  s.source AS source
FROM {source} s LEFT JOIN deliveries d ON d.id = s.delivery_id
  LEFT JOIN posts p ON p.id = d.post_id LEFT JOIN channels c ON c.id = s.channel"""  # noqa: S608 - our own words


def _figures() -> str:
    day = "f.counted_on" if _is_sqlite() else "CAST(f.counted_on AS date)"
    value = "COALESCE(k.value, f.value)"
    return f"""
SELECT f.id AS figure, f.metric AS metric,
  CASE WHEN f.metric IN ('cost', 'work_hours') THEN ROUND({value} / 100.0, 2)
    ELSE {value} END AS value,
  {day} AS counted_on, COALESCE(f.campaign, p.campaign) AS campaign, f.channel AS channel,
  f.post_id AS post, f.region AS region, f.topic AS topic, f.source AS source,
  CASE WHEN k.id IS NULL THEN 0 ELSE 1 END AS corrected,
  {_at("COALESCE(k.recorded_at, f.recorded_at)")} AS recorded_at
FROM figures f LEFT JOIN posts p ON p.id = f.post_id
  LEFT JOIN figure_corrections k
    ON k.id = (SELECT MAX(l.id) FROM figure_corrections l WHERE l.figure_id = f.id)
WHERE k.id IS NULL OR k.value IS NOT NULL"""  # noqa: S608 - our own words


def _at(milliseconds: str) -> str:
    """An instant to the second: text like 2027-03-08T08:30:00Z, or timestamptz."""
    if _is_sqlite():
        return f"strftime('%Y-%m-%dT%H:%M:%SZ', {milliseconds} / 1000, 'unixepoch')"
    return f"to_timestamp({milliseconds} / 1000)"


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"

# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
import os

import pytest

from scheduler.authoring.queue_folder import QueueFolder

POST = "status: ready\npublish_at: 2027-03-08 09:30\nchannels: [land]\ntext: Hallo\n"
CHANNELS = ("land", "kanal")


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "posts").mkdir()
    return tmp_path


@pytest.fixture
def write(workspace):
    def to(name, text=POST):
        path = workspace / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return to


@pytest.fixture
def folder(workspace):
    return QueueFolder(workspace / "posts", workspace)


def read(folder, channels=CHANNELS):
    return folder.read("Europe/Berlin", channels)


def ids(reading):
    return [post.id for post in reading.posts]


def test_posts_are_found_in_all_folders_in_the_order_of_their_paths(folder, write):
    write("b.yaml")
    write("2027/april/a.yaml")

    reading = read(folder)

    assert ids(reading) == ["a", "b"]
    assert reading.files == ("posts/2027/april/a.yaml", "posts/b.yaml")
    assert reading.findings == ()


@pytest.mark.parametrize(
    "name", ["_notes.yaml", "_drafts/a.yaml", ".hidden.yaml", ".git/a.yaml", "readme.md"]
)
def test_names_that_are_no_posts_are_passed_over(name, folder, write):
    write(name, "no post")

    assert read(folder).findings == ()


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.yaml.txt"])
def test_file_with_another_ending_is_mentioned(name, folder, write):
    write(name)

    reading = read(folder)

    assert ids(reading) == []
    assert reading.findings[0].suggestion.en == "Rename it to .yaml."


def test_broken_file_costs_only_its_own_posts(folder, write):
    write("a.yaml")
    write("b.yaml", "text: [\n")
    write("c.yaml")

    reading = read(folder)

    assert ids(reading) == ["a", "c"]
    assert reading.broken_files == {"posts/b.yaml"}
    assert reading.is_complete


def test_changed_file_is_read_again(folder, write):
    path = write("a.yaml")
    read(folder)
    path.write_text(POST.replace("Hallo", "Moin!"), encoding="utf-8")

    assert [post.text for post in read(folder).posts] == ["Moin!"]


def test_unchanged_file_is_not_read_again(folder, write):
    write("a.yaml")

    assert read(folder).posts[0] is read(folder).posts[0]


def test_touched_file_with_the_same_content_is_not_parsed_again(folder, write):
    path = write("a.yaml")
    first = read(folder)
    os.utime(path, (1, 1))

    assert read(folder).posts[0] is first.posts[0]


def test_file_replaced_by_one_of_the_same_size_and_time_is_read_again(folder, write, workspace):
    path = write("a.yaml")
    read(folder)
    stamp = path.stat().st_mtime_ns
    other = workspace / "other"
    other.write_text(POST.replace("Hallo", "Servu"), encoding="utf-8")
    os.utime(other, ns=(stamp, stamp))
    other.replace(path)

    assert [post.text for post in read(folder).posts] == ["Servu"]


def test_new_channel_in_the_configuration_mends_the_posts_that_name_it(folder, write):
    write("a.yaml", POST.replace("land", "neu"))
    assert ids(read(folder)) == []

    assert ids(read(folder, ("neu",))) == ["a"]


def test_changed_campaign_changes_its_posts(folder, write):
    write("a.yaml", POST + "campaign: k\n")
    write("_campaigns/k.yaml", "topics: [eins]\n")
    read(folder)
    write("_campaigns/k.yaml", "topics: [zwei, drei]\n")

    assert read(folder).posts[0].topics == ("zwei", "drei")


def test_broken_campaign_holds_its_posts_back_and_no_others(folder, write):
    write("a.yaml", POST + "campaign: k\n")
    write("b.yaml")
    write("_campaigns/k.yaml", "lang: en\nchanels: [land]\n")

    reading = read(folder)

    assert ids(reading) == ["b"]
    assert [post.id for post in reading.faulty] == ["a"]
    assert dict(reading.campaigns) == {}
    assert "posts/a.yaml" in reading.broken_files


def test_two_campaigns_with_one_id_are_both_refused(folder, write):
    write("_campaigns/k.yaml", "title: A\n")
    write("_campaigns/other.yaml", "id: k\n")

    reading = read(folder)

    assert dict(reading.campaigns) == {}
    assert "posts/_campaigns/k.yaml:1:1" in reading.findings[0].message.en


def test_two_posts_with_one_id_are_both_refused_and_each_names_the_other(folder, write):
    write("a.yaml")
    write("b.yaml", POST + "id: a\n")
    write("c.yaml")

    reading = read(folder)

    assert ids(reading) == ["c"]
    assert [str(finding.place) for finding in reading.findings] == [
        "posts/a.yaml:1:1",
        "posts/b.yaml:1:1",
    ]
    assert "posts/b.yaml:1:1" in reading.findings[0].message.en
    assert "posts/a.yaml:1:1" in reading.findings[1].message.en
    assert reading.broken_files == {"posts/a.yaml", "posts/b.yaml"}


def test_two_posts_with_one_id_in_one_list_are_both_refused(folder, write):
    one = "  - {id: a, text: x, channels: [land]}\n"
    write("list.yaml", "posts:\n" + one + one + one.replace("id: a", "id: b"))

    reading = read(folder)

    assert ids(reading) == ["b"]
    assert len(reading.findings) == 2


def test_link_that_leaves_the_folder_is_not_followed(folder, write, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text(POST, encoding="utf-8")
    write("a.yaml")
    (tmp_path / "posts" / "b.yaml").symlink_to(secret)
    (tmp_path / "posts" / "loop").symlink_to(tmp_path / "posts")

    reading = read(folder)

    assert ids(reading) == ["a"]
    assert [finding.place.file for finding in reading.findings] == ["posts/b.yaml", "posts/loop"]
    assert "posts/b.yaml" in reading.broken_files


def test_link_to_a_post_that_is_read_anyway_makes_no_second_post(folder, write, tmp_path):
    write("a.yaml")
    (tmp_path / "posts" / "b.yaml").symlink_to("a.yaml")

    reading = read(folder)

    assert ids(reading) == ["a"]
    assert "twice" in reading.findings[0].message.en


def test_link_to_a_hidden_file_of_the_folder_is_followed(folder, write, tmp_path):
    write("..data/a.yaml")
    (tmp_path / "posts" / "a.yaml").symlink_to("..data/a.yaml")

    assert ids(read(folder)) == ["a"]


@pytest.mark.parametrize("target", ["nowhere.yaml", "a.yaml"], ids=["nowhere", "itself"])
def test_link_that_leads_nowhere_is_told_and_unschedules_nothing(target, folder, tmp_path):
    (tmp_path / "posts" / "a.yaml").symlink_to(target)
    (tmp_path / "posts" / "a").symlink_to(target)

    reading = read(folder)

    assert [finding.message.en for finding in reading.findings] == ["This link leads nowhere."]
    assert reading.broken_files == {"posts/a.yaml"}


def test_name_that_is_no_utf8_can_be_said(folder, tmp_path):
    path = os.fsencode(tmp_path / "posts") + b"/\xff.yaml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - Path takes no bytes
        file.write(POST)

    (finding,) = read(folder).findings

    assert str(finding.place).encode("utf-8")
    assert (finding.post or "").encode("utf-8")


def test_medium_behind_a_link_that_leaves_the_workspace_is_refused(folder, write, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    outside.touch()
    write("a.yaml", POST + "media: [{file: bild.png, alt: x}]\n")
    (tmp_path / "posts" / "bild.png").symlink_to(outside)

    assert [finding.rule for finding in read(folder).findings] == ["M01"]


def test_missing_folder_is_told_and_unschedules_nothing(tmp_path):
    reading = read(QueueFolder(tmp_path / "posts", tmp_path))

    assert not reading.is_complete
    assert reading.findings[0].place.file == "posts"

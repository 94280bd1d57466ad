"""Platforms, and where "why?" and "what happens then?" lead, are lists that are read strictly."""

from pathlib import Path

import pytest

from policy_content import load_policy
from policy_content.follow_up_files import load_follow_ups
from policy_content.follow_ups import FollowUps, within
from policy_content.problems import PolicyProblems

CLAUSES = ("scope", "hard-breach", "hard-breach.hacked", "hard-breach.action", "yammer.foi")
GOOD = """
platforms:
  - names:
      Yammer: [yammer, viva engage]
    says: Of {platform}.
    clauses: [yammer.foi]
    not_there: [hard-breach]
    ask_first: [scope]
    ask: Ask somebody.
why:
  - of: [hard-breach]
    clauses: [scope]
then:
  - of: [hard-breach]
    says: This follows.
    clauses: [hard-breach.action]
"""


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return load_follow_ups(load_policy().clauses)


def test_old_and_new_names_are_one_platform(follow_ups: FollowUps) -> None:
    assert follow_ups.names["viva engage"] is follow_ups.names["yammer"]
    assert follow_ups.names["x"].name == follow_ups.names["twitter"].name == "X (Twitter)"
    assert follow_ups.platform_called("Yammer") is follow_ups.names["yammer"]
    assert follow_ups.platform_called("") is None


def test_grievances_and_disclaimers_do_not_hold_on_yammer(follow_ups: FollowUps) -> None:
    yammer = follow_ups.names["yammer"]
    assert within("grievances", yammer.not_there)
    assert within("identify-employer.disclaimer", yammer.not_there)
    assert not within("hard-breach.offensive-content", yammer.not_there)
    assert within("soft-breach.internal-material", yammer.ask_first)


def test_each_class_of_breach_leads_to_its_own_actions(follow_ups: FollowUps) -> None:
    [hard] = follow_ups.after(["hard-breach.hacked"])
    [soft] = follow_ups.after(["soft-breach.broad-ons-matters"])
    assert (hard.clauses, soft.clauses) == (("hard-breach.action",), ("soft-breach.action",))
    both = follow_ups.after(["not-a-breach.work-frustrating", "hard-breach.vent-bully-harass"])
    assert [one.clauses for one in both] == [("hard-breach.action",), ("not-a-breach",)]
    [neither] = follow_ups.after(["personal-security.id-badge"])
    assert "no class" in neither.says


def test_every_clause_has_something_behind_it(follow_ups: FollowUps) -> None:
    for clause in load_policy().clauses:
        assert follow_ups.reasons_for([clause]) is not None
    assert follow_ups.reasons_for([]) is None
    assert FollowUps().reasons_for(["scope"]) is None


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "follow_ups.yaml").write_text(GOOD)
    read = load_follow_ups(CLAUSES, tmp_path)
    assert read.names["viva engage"].says == "Of Yammer."


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("[yammer.foi]", "[yammer.fo]", 'follow_ups.yaml:6: clauses names "yammer.fo"'),
        ("not_there: [hard-breach]", "not_there: [hard]", 'not_there names "hard"'),
        ("    ask: Ask somebody.\n", "", '"ask_first" and "ask" go together.'),
        ("[yammer, viva engage]", "[yammer, Yammer]", '"Yammer" is empty, or names another'),
        ("    says: Of {platform}.\n", "", 'A platform needs "says".'),
        ("of: [hard-breach]\n    clauses: [scope]", "of: [hard-breach]", 'needs "clauses"'),
        ("why:", "whys:", 'follow_ups.yaml has no "whys"'),
    ],
)
def test_every_mistake_is_told(tmp_path: Path, good: str, bad: str, problem: str) -> None:
    assert good in GOOD
    (tmp_path / "follow_ups.yaml").write_text(GOOD.replace(good, bad, 1))
    with pytest.raises(PolicyProblems) as found:
        load_follow_ups(CLAUSES, tmp_path)
    assert problem in str(found.value)

"""The parts of the document: what each says of an assessment, before a template prints it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from annexed import annexed
from drawn import drawn
from pypdf import PdfReader
from specimen import crowded, typical

from compliance.assess.assessment.model import Outcome
from compliance.measures.registry import measure, names
from compliance.report.document.pages import to_html
from compliance.report.document.parts.cautions import cautions
from compliance.report.document.parts.glossary import measures_used
from compliance.report.document.parts.method import formulas
from compliance.report.document.parts.sections import TITLES
from compliance.report.document.typesetting import formula
from compliance.report.document.view import build_view
from compliance.report.wording.locale import ENGLISH


def test_what_makes_the_result_less_sure_or_less_strict_is_said_on_the_first_page() -> None:
    said = [caution.text for caution in cautions(annexed(), ENGLISH)]
    assert [re.split(r"[:;]", text)[0] for text in said] == [
        "The profile Pre-release asks for less than the standard",
        "The standard is a draft",
        "Held to its own criteria the standard reaches level 0, none.",
        "8 of 8 passes rest on what the dossier states",
        "1 waiver is in force",
    ]
    page = re.sub(r"\s+", " ", PdfReader(io.BytesIO(drawn(annexed()))).pages[0].extract_text())
    assert all(text in page for text in said)
    assert "With weights up to 50 % higher or lower the first number would lie between 62.2 and 74.3" in page


def test_a_published_standard_without_a_profile_is_no_caution() -> None:
    base = typical(profile=None)
    sound = replace(base, standard=replace(base.standard, status="published"))
    assert [caution.section for caution in cautions(sound, ENGLISH)] == ["evidence"]


def test_sections_are_those_with_something_to_say_numbered_in_order() -> None:
    every = build_view(annexed()).sections
    assert list(every) == [key for key in TITLES if key != "index"]
    assert [section.number for section in every.values()] == list(range(1, len(every) + 1))
    some = build_view(typical()).sections
    assert not {"plan", "decisions", "crosswalk", "weights", "index"} & set(some)


def test_what_did_not_pass_comes_first_and_by_its_weight() -> None:
    view = build_view(typical())
    outcomes = [one.finding.outcome for one in view.hindering]
    assert outcomes == sorted(outcomes, key=[F for F, _, _ in view.tally].index)
    failed = [one.finding.obligation for one in view.hindering if one.finding.outcome is Outcome.FAIL]
    assert failed == ["must"] * 4 + ["should"]
    assert len(view.hindering) + len(view.passed) == len(typical().findings)
    assert all(one.rationale == one.remedy == "" for one in view.passed)


def test_each_missing_thing_is_listed_once_with_all_that_wait_for_it() -> None:
    rows = build_view(crowded(60)).missing
    places = [(row.place, row.message) for row in rows]
    assert len(set(places)) == len(places) == 2
    assert sum(len(row.criteria) for row in rows) == 7


def test_findings_name_the_evidence_that_they_read() -> None:
    view = build_view(typical())
    assert view.findings["PX-3"].evidence == (("E1", "evidence-1"), ("E2", "evidence-2"))
    assert 'id="evidence-1"' in to_html(typical())


def test_another_frameworks_clause_shows_the_outcome_or_that_there_is_none() -> None:
    first, second = build_view(annexed()).frameworks
    assert [(row.clause, row.outcome) for row in first.rows] == [
        ("Article 27(1)(c)", Outcome.PASS),
        ("Article 14", None),
    ]
    assert second.rows[0].relationship == "asks the same"
    assert "no finding of conformity with any law" in to_html(annexed())


def test_only_a_long_report_has_an_index_and_numbers_are_in_order() -> None:
    assert build_view(typical()).index is None
    found = build_view(crowded(60)).index
    assert found is not None
    numbers = [int(place.partition("-")[2]) for place, _ in found.criteria[0].places]
    assert numbers == sorted(numbers)
    assert "Tone judge" in [entry.word for entry in found.names]


def test_each_measure_of_the_assessment_is_explained_from_its_declaration() -> None:
    one = typical().measures[0]
    every = replace(typical(), measures=tuple(replace(one, measure=name) for name in names()))
    assert [name for name, meaning in measures_used(every, ENGLISH) if meaning] == list(names())
    found = {one.title: one.meaning for one in formulas(every, ENGLISH)}
    declared = [formula for name in names() for formula in measure(name).formulas]
    assert found == {formula.title: formula.meaning for formula in declared}
    assert len(formulas(every, ENGLISH)) == len(found)
    assert "the middle 95 % of the results" in found["Its interval: bootstrap"]


def test_a_formula_is_text_with_low_and_high_letters() -> None:
    assert formula("D_o = Σ_u <b> ^(W / ΣW)") == "D<sub>o</sub> = Σ<sub>u</sub> &lt;b&gt; <sup>W / ΣW</sup>"

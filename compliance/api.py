"""The public interface: what the command line does, for programs.

Import it from the package: ``import compliance``. It is provisional: names and results may still change, and the
changelog says so, until the fields of an assessment's verdict have settled.

>>> import compliance, datetime
>>> standard = compliance.load_standard("mutual-shaping")
>>> dossier = compliance.load_dossier({"dossier.yaml": b"identity: {system: Minutes}"}, standard)
>>> result = compliance.check(standard, dossier, as_of=datetime.date(2026, 11, 24))
>>> result.level, result.counts.passed
(0, 0)
>>> result.findings[0].outcome is compliance.Outcome.NOT_EVIDENCED
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.arguments import day_of, expect
from compliance.assess.assessment.model import Assessment, Correspondence
from compliance.assess.checker import Checker
from compliance.dossier.load import Dossier
from compliance.errors import Cause, ComplianceError, Problem, one_of
from compliance.files.sources import Origin
from compliance.public_types import DEFAULT_STANDARD, Progress, Source, Standard, StandardTest

if TYPE_CHECKING:
    from compliance.assess.verification import Verification
    from compliance.authoring.explanation import Explanation
    from compliance.report.forms.form import Options
    from compliance.standard.prepared import PreparedStandard


def load_standard(
    source: Source = DEFAULT_STANDARD, *, profile: str | Path | None = None, cache: bool = False
) -> Standard:
    """Load a standard and check every expression in it.

    ``source`` is a folder, the name of a standard that comes with the program, or files in memory by their paths.
    ``profile`` is the name of one of its profiles, or a file. With ``cache`` a folder that was loaded before is taken
    from the user's cache folder, and else kept there; the result is the same.

    Raises :class:`ComplianceError`: cause SETTING where there is no such standard or profile, cause STANDARD with every
    problem of every file.

    >>> load_standard("mutual-shaping", profile="public-deployment").asked_level
    2
    """
    from compliance.measures.registry import function_of, names
    from compliance.standard.load_profile import load_profile
    from compliance.standard.prepared_cache import prepared_from_cache
    from compliance.standard.profile import tailor

    expect("source", source, (str, Path, Mapping), "a folder, a name, or files in memory")
    origin = _standard_origin(source)
    functions = tuple(f"measure.{name}" for name in names())

    def prepared_anew() -> PreparedStandard:
        from compliance.standard.load import load_standard as load
        from compliance.standard.prepared import prepare

        return prepare(load(origin), {name: function_of(name) for name in functions})

    if cache and isinstance(origin, Path):
        prepared = prepared_from_cache(origin, functions, function_of, prepared_anew)
    else:
        prepared = prepared_anew()
    chosen = load_profile(prepared.standard, str(profile)) if profile is not None else None
    return Standard(Checker(prepared, tailor(prepared.standard, prepared.facts, chosen)))


def load_dossier(source: Source, standard: Standard) -> Dossier:
    """Load a dossier and hold it against the standard's schema.

    ``source`` is its folder, or its files in memory by their paths: ``{"dossier.yaml": b"..."}``.

    Raises :class:`ComplianceError`: cause SETTING where there is none, cause DOSSIER with every problem in it.

    >>> try:
    ...     load_dossier({"dossier.yaml": b"identity: {system: X, sytem: Y}"}, load_standard())
    ... except ComplianceError as error:
    ...     error.problems[0].code, str(error.problems[0].place)
    ('unknown-key', 'dossier.yaml:1:23 (identity.sytem)')
    """
    from compliance.dossier.load import load_dossier as load

    expect("source", source, (str, Path, Mapping), "a folder, or files in memory")
    expect("standard", standard, Standard, "what load_standard returns")
    return load(_origin(source), standard.dossier_schema)


def check(
    standard: Standard, dossier: Dossier, *, as_of: date | None = None, progress: Progress | None = None
) -> Assessment:
    """Check a dossier: one finding for each criterion, a level, and a score with what is not known.

    ``as_of`` is the date of the assessment; without it, today in UTC. Nothing else reads the clock, so the
    same inputs and day give the same assessment.
    """
    expect("standard", standard, Standard, "what load_standard returns")
    expect("dossier", dossier, Dossier, "what load_dossier returns")
    return standard._checker.assess(dossier, day_of(as_of), progress)


def explain(
    standard: Standard,
    criterion: str,
    dossier: Dossier | None = None,
    *,
    as_of: date | None = None,
    also_known: Iterable[str] = (),
) -> Explanation:
    """Explain a criterion; with a dossier, what decides it there: each expression, its values and their places.

    Raises :class:`ComplianceError` (cause SETTING) where the standard has no such criterion; ``also_known`` are other
    names that may have been meant.

    >>> explain(load_standard(), "PX-3").parameters[0].name
    'min_alpha'
    """
    from compliance.authoring.explanation import explanation

    expect("standard", standard, Standard, "what load_standard returns")
    expect("criterion", criterion, str, "the id of one criterion")
    if dossier is not None:
        expect("dossier", dossier, Dossier, "what load_dossier returns")
    return explanation(standard._checker, criterion, dossier, day_of(as_of), also_known)


def render(
    assessment: Assessment,
    format: str,
    *,
    language: str = "en",
    templates: str | Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> bytes:
    """An assessment in an output format: ``pdf``, ``html``, ``json``, ``sarif``, ...

    ``language`` and ``templates`` are for formats with pages: the language of the report's own words, and a folder with
    an organisation's templates, styles, logo and languages.

    Raises :class:`ComplianceError` for an unknown format or language, and for templates that cannot be used.
    """
    from compliance.report.forms.registry import form_named

    expect("assessment", assessment, Assessment, "what check or read_assessment returns")
    expect("format", format, str, "the name of an output format")
    return form_named(format).render(assessment, report_options(language, templates, progress))


def read_assessment(path: str | Path) -> Assessment:
    """An assessment from a JSON file that :func:`render` wrote.

    Raises :class:`ComplianceError`: cause SETTING where the file is none, cause VERIFICATION where what it says does
    not follow from its findings.
    """
    from compliance.assess.assessment.read import read_assessment as read
    from compliance.files.folder import Folder

    with Folder(Path(path).parent, Cause.SETTING) as folder:
        return read(folder.read(Path(path).name))


def verify(
    path: str | Path,
    *,
    dossier: Source | None = None,
    standard: Source | None = None,
    profile: str | Path | None = None,
    as_of: date | None = None,
) -> Verification:
    """Verify an assessment: a JSON file that :func:`render` wrote, or a PDF report, which carries one.

    It is recomputed from its own findings. With a dossier its files are compared, and the dossier is checked again by
    ``standard``; where none is named, by the one that comes with the program if the assessment names it. The profile is
    the standard's own of the name in the assessment unless another is named.

    Raises :class:`ComplianceError`: cause SETTING where the file holds no assessment, or no standard is known to check
    the dossier by; else as :func:`load_standard` and :func:`load_dossier` do.
    """
    from compliance.assess.assessment.read import assessment_in, parse_assessment
    from compliance.assess.verification import verify as compare
    from compliance.files.folder import Folder

    expect("path", path, (str, Path), "an assessment's file")
    if as_of is not None:
        day_of(as_of)
    with Folder(Path(path).parent, Cause.SETTING) as folder:
        source = folder.read(Path(path).name)
    held = assessment_in(source)
    assessment = parse_assessment(held)
    if standard is None and dossier is not None:
        standard = _standard_named(assessment)
    chosen = profile if profile is not None or assessment.profile is None else assessment.profile.id
    loaded = load_standard(standard, profile=chosen) if standard is not None else None
    return compare(
        assessment,
        dossier=load_dossier(dossier, loaded) if dossier is not None and loaded is not None else None,
        checker=loaded._checker if loaded is not None else None,
        as_of=as_of,
        pages=held is not source,
    )


def _standard_named(assessment: Assessment) -> str:
    name = assessment.standard.id
    if name in shipped_standards():
        return name
    message = f"the assessment names the standard `{name}`, which does not come with the program"
    problem = Problem("unknown-name", message, None, one_of(shipped_standards()), "name its folder with --standard")
    raise ComplianceError(Cause.SETTING, problem)


def crosswalk(standard: Standard) -> tuple[Correspondence, ...]:
    """Where the standard's criteria meet clauses of other frameworks, in the order of its crosswalk."""
    from compliance.assess.assemble import correspondences

    return correspondences(standard._checker.tailored.standard)


def report_options(
    language: str = "en", templates: str | Path | None = None, progress: Callable[[str], None] | None = None
) -> Options:
    """How output formats with pages look. Raises as :func:`render` for a language or templates that can't be used."""
    from compliance.report.document.overrides import NONE, load_overrides
    from compliance.report.forms.form import Options
    from compliance.report.wording.translations import load_language

    overrides = load_overrides(Path(templates)) if templates is not None else NONE
    return Options(load_language(language, overrides.catalogues), overrides, progress or (lambda step: None))


def test_standard(
    standard: Standard,
    criteria: Iterable[str] = (),  # noqa: PT028
    *,
    progress: Progress | None = None,  # noqa: PT028
) -> StandardTest:
    """Run the rule tests that come with a standard, all or those of some criteria, and say what they leave untested.

    They test the standard as it is: a profile that is applied to it changes nothing.

    Raises :class:`ComplianceError` for a criterion that the standard does not have, and for files of tests that are
    wrong.
    """
    from compliance.authoring.explanation import find_criterion
    from compliance.authoring.rule_cases import load_cases
    from compliance.authoring.rule_tests import Runner
    from compliance.authoring.untested import gaps
    from compliance.standard.profile import tailor

    expect("standard", standard, Standard, "what load_standard returns")
    prepared = standard._checker.prepared
    checker = Checker(prepared, tailor(prepared.standard, prepared.facts))
    own = [placed.criterion.id for placed in checker.tailored.criteria]
    # A text is a list of letters; who gives one means one criterion.
    named = [criteria] if isinstance(criteria, str) else criteria
    wanted = [find_criterion(checker, one).criterion.id for one in named] or own
    cases = [one for one in load_cases(checker.tailored.standard) if one.case.criterion in wanted]
    results = Runner(checker).run(cases, progress) if cases else []
    return StandardTest(tuple(results), tuple(gaps(checker.prepared, wanted, results)))


# Test runners take functions of this name for tests.
test_standard.__test__ = False  # type: ignore[attr-defined]


def shipped_standards() -> list[str]:
    """Names of the standards that come with the program."""
    from compliance.files.shipped import shipped

    return sorted(one.name for one in shipped("standards").iterdir() if (one / "standard.yaml").is_file())


def _origin(source: Source) -> Origin:
    if source == "":
        # Path("") is the current folder, which nobody named.
        problem = Problem("folder-missing", "the name of the folder is empty", hint="this folder is called .")
        raise ComplianceError(Cause.SETTING, problem)
    return Path(source) if isinstance(source, str) else source


def _standard_origin(source: Source) -> Origin:
    from compliance.files.shipped import shipped

    if not isinstance(source, str) or not source or Path(source).is_dir():
        return _origin(source)
    if source in shipped_standards():
        return shipped("standards") / source
    expected = f"a folder, or one of {', '.join(shipped_standards())}"
    problem = Problem("unknown-name", f"there is no standard `{source}`", None, expected, "name a folder of rule files")
    raise ComplianceError(Cause.SETTING, problem)

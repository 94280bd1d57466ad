"""The operator's page names every setting of the package."""

from manifest.build import FOLDER
from manifest.settings import PackageSettings, variable_of


def test_every_setting_of_the_package_is_documented_with_its_description() -> None:
    page = (FOLDER.parent / "docs" / "packaging.md").read_text(encoding="utf-8")
    for name, field in PackageSettings.model_fields.items():
        shown = f" `{field.default}` " if field.default not in {"", None} else "  "
        assert f"| `{variable_of(name)}` | {field.description} |{shown}|" in page

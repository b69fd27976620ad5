"""The risk register of a project as a file to hand out: CSV, XLSX, or the status report in Markdown."""

from datetime import date, timedelta

from assistant.risks.exchange import write_risks
from assistant.risks.report import ReportScope, status_report
from assistant.web.risk_import import REPORT_DAYS
from assistant.web.wording import say
from assistant.workspace import Workspace


def written(workspace: Workspace, ending: str, project: str, language: str) -> tuple[str, bytes]:
    """Name and content of the file with this ending; all projects for ''. Raises CellTooLong."""
    today = date.today()
    if ending == ".md":
        name, data = "riskexport.report_file", _report(workspace, project, today, language).encode()
    else:
        name, data = "riskexport.file", write_risks(workspace.risks.risks(project or None), ending, language)
    return f"{say(name, language)}-{today.isoformat()}{ending}", data


def _report(workspace: Workspace, project: str, today: date, language: str) -> str:
    """The status report with the changes of the last REPORT_DAYS days."""
    store, only = workspace.risks, project or None
    scope = ReportScope(today, project, today - timedelta(days=REPORT_DAYS), store.histories(only))
    return status_report(store.risks(only), scope, language)

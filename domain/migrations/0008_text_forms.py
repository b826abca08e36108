"""One form for texts and keys to find them by: the SQL stands in the file beside this one."""

from domain.migrations._text_forms import bring_texts_into_form
from domain.store.migration import SqlMigration


class Migration(SqlMigration):
    """Texts in one form, their keys, numbers that are free again."""

    dependencies = [("tieout", "0007_staged_files")]
    data_step = staticmethod(bring_texts_into_form)

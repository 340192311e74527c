"""What the frozen program leaves out: parts of Qt and of Python that no screen and no command uses."""

from fnmatch import fnmatch

EXCLUDED_MODULES = [
    "tkinter",
    "unittest",
    "pydoc_data",
    "lib2to3",
    "ensurepip",
    "pip",
    "setuptools",
    "pytest",
    "hypothesis",
    "mypy",
    "sqlite3",  # sqlcipher3 is the only SQLite of the process: two of them on one file lose locks
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PIL._avif",  # reportlab draws PNG and JPEG at most
    "PIL.AvifImagePlugin",
    "PIL._tkinter_finder",
]

# Patterns of paths inside the folder, `/` on every system.
_LEFT_OUT = (
    "*Qt6Quick*",
    "*Qt6Qml*",
    "*Qt6VirtualKeyboard*",
    "*Qt6Pdf*",
    "*Qt6Network*",
    "*Qt6Sql*",
    "*Qt6Designer*",
    "*Qt6ShaderTools*",
    "*Qt6EglFS*",
    "*Qt6EglFs*",
    "*Qt6WaylandCompositor*",
    "*opengl32sw*",
    "PySide6/qml/*",
    "PySide6/*/qml/*",
    "*/plugins/*/*virtualkeyboard*",
    "*/plugins/platforms/*qeglfs*",
    "*/plugins/platforms/*qlinuxfb*",
    "*/plugins/platforms/*qvnc*",
    "*/plugins/platforms/*qvkkhrdisplay*",
    "*/plugins/platforms/*qminimal*",
    "*/plugins/platformthemes/*gtk*",
    "*/plugins/generic/*",
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/networkinformation/*",
    "*/plugins/qmltooling/*",
    "*/plugins/sqldrivers/*",
    "*/plugins/tls/*",
    "*/libavif-*",
    # What only the GTK theme plugin above would load.
    *(f"lib{name}*" for name in ("gtk-", "gdk", "gio-", "cairo", "pango", "atk-", "atspi", "harfbuzz", "epoxy")),
)
# Qt's own dialogs speak the two languages of the window.
_TRANSLATIONS = ("*/translations/qtbase_tr.qm", "*/translations/qtbase_en.qm")


def is_shipped(destination: str) -> bool:
    """Whether a file belongs into the folder, by its path there as PyInstaller gives it."""
    path = destination.replace("\\", "/")
    if fnmatch(path, "PySide6/*translations/*"):
        return any(fnmatch(path, pattern) for pattern in _TRANSLATIONS)
    return not any(fnmatch(path, pattern) for pattern in _LEFT_OUT)

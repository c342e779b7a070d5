"""Static files under hashed names: a browser may keep them and never sees an old one."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./x.js";` in native ES modules to the hashed names, too."""

    support_js_module_import_aggregation = True

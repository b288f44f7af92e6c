"""make_bytecode_id.py ROOT OUTPUT DEPFILE: C++ source with the hash of all files that decide what bytecode looks like."""

import hashlib
import sys
from pathlib import Path

FOLDERS = ("vm/compile", "vm/syntax", "vm/marshal")
FILES = ("vm/opcodes.def", "vm/object/code.h", "vm/run/frame.h")


def main():
    root, output, depfile = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    names = list(FILES)
    for folder in FOLDERS:
        names += [f"{folder}/{path.name}" for path in (root / folder).iterdir() if path.suffix in (".cpp", ".h", ".def")]
    digest = hashlib.sha256()
    for name in sorted(names):
        data = (root / name).read_bytes()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    with open(output, "w") as out:
        out.write('#include "vm/compile/bytecode_id.h"\n\nnamespace pyvm {\n\n')
        out.write(f"const uint64_t kBytecodeId = 0x{digest.hexdigest()[:16]};\n\n}}  // namespace pyvm\n")
    with open(depfile, "w") as out:
        out.write(f"{output}: " + " ".join(str(root / name) for name in names) + "\n")


main()

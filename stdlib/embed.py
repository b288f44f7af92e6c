"""embed.py OUTPUT FILE...: C++ source that holds the Python sources of stdlib/frozen as bytes, and the table of those modules
that stand for native ones: the files in the folder native/."""

import os
import sys


def write_bytes(out, name, data):
    out.write("static const unsigned char k_%s[] = {\n" % name)
    for i in range(0, len(data), 20):
        out.write("".join("%d," % byte for byte in data[i:i + 20]) + "\n")
    out.write("0};\n")


def main():
    output, files = sys.argv[1], sys.argv[2:]
    rows, modules = [], []
    with open(output, "w") as out:
        out.write('#include "stdlib/frozen.h"\n\nnamespace pyvm {\n\n')
        for path in files:
            folder, base = os.path.split(path)
            name = os.path.splitext(base)[0]
            native = os.path.basename(folder) == "native"
            with open(path, "rb") as file:
                data = file.read()
            write_bytes(out, name, data)
            if native:
                modules.append('    {"%s", frozen_init<%d>},\n' % (name, len(rows)))
            rows.append('    {"%s", {reinterpret_cast<const char*>(k_%s), %d}, %s},\n'
                        % (name, name, len(data), "true" if native else "false"))
        out.write("\nconst FrozenSource kFrozenSources[] = {\n%s    {nullptr, {}, false}};\n" % "".join(rows))
        out.write("\nconst NativeModule kFrozenModules[] = {\n%s    {nullptr, nullptr}};\n" % "".join(modules))
        out.write("\n}  // namespace pyvm\n")


main()

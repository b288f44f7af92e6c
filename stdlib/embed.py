"""embed.py OUTPUT FILE...: C++ source that holds the Python sources of stdlib/frozen as bytes."""

import os
import sys


def main():
    output, files = sys.argv[1], sys.argv[2:]
    with open(output, "w") as out:
        out.write('#include "stdlib/frozen.h"\n\nnamespace pyvm {\n\n')
        names = []
        for path in files:
            name = os.path.splitext(os.path.basename(path))[0]
            data = open(path, "rb").read()
            out.write("static const unsigned char k_%s[] = {\n" % name)
            for i in range(0, len(data), 20):
                out.write("".join("%d," % byte for byte in data[i:i + 20]) + "\n")
            out.write("0};\n")
            names.append((name, len(data)))
        out.write("\nconst FrozenSource kFrozenSources[] = {\n")
        for name, size in names:
            out.write('    {"%s", {reinterpret_cast<const char*>(k_%s), %d}},\n' % (name, name, size))
        out.write("    {nullptr, {}}};\n\n}  // namespace pyvm\n")


main()

"""_csv: readers and writers of separated values, and the registry of dialects."""
__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
_dialects = {}
_limit = 131072
_absent = object()
_DEFAULTS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
             "quoting": _absent, "skipinitialspace": False, "strict": False}


class Error(Exception):
    pass


def _character(name, value, optional):
    if value is None and optional:
        return None
    if not isinstance(value, str):
        kind = "string or None" if optional else "string"
        raise TypeError('"%s" must be %s, not %s' % (name, kind, type(value).__name__))
    if len(value) != 1:
        raise TypeError('"%s" must be a 1-character string' % name)
    return value


class Dialect:
    __slots__ = tuple("_" + name for name in _DEFAULTS)

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in _DEFAULTS:
                raise TypeError("this function got an unexpected keyword argument '%s'" % name)
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if isinstance(dialect, Dialect) and not options:
            return dialect
        self = object.__new__(cls)
        self._take({name: options.get(name, getattr(dialect, name, default)) for name, default in _DEFAULTS.items()})
        return self

    def _take(self, v):
        quoting = v["quoting"]
        self._delimiter = _character("delimiter", v["delimiter"], False)
        self._doublequote = bool(v["doublequote"])
        self._escapechar = _character("escapechar", v["escapechar"], True)
        self._lineterminator = v["lineterminator"]
        self._quotechar = _character("quotechar", v["quotechar"], True)
        self._skipinitialspace = bool(v["skipinitialspace"])
        self._strict = bool(v["strict"])
        if quoting is _absent:
            quoting = QUOTE_NONE if self._quotechar is None else QUOTE_MINIMAL
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not 0 <= quoting <= 3:
            raise TypeError('bad "quoting" value')
        if quoting != QUOTE_NONE and self._quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(self._lineterminator, str):
            raise TypeError("lineterminator must be set" if self._lineterminator is None else '"lineterminator" must be a string')
        self._quoting = quoting

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


for _name in _DEFAULTS:
    setattr(Dialect, _name, property(eval("lambda self: self._" + _name)))


def register_dialect(name, dialect=None, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(limit=_absent, /):
    global _limit
    old = _limit
    if limit is not _absent:
        if not isinstance(limit, int):
            raise TypeError("limit must be an integer")
        _limit = limit
    return old


# States of a reader: what the next character is part of.
(_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTES, _ESCAPED_IN_QUOTES, _QUOTE_IN_QUOTES, _AFTER_CR,
 _AFTER_ESCAPED_NEWLINE) = range(9)


class Reader:
    def __init__(self, lines, /, dialect=None, **options):
        self._lines = iter(lines)
        self.dialect = Dialect(dialect, **options)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        self._fields = []
        self._state = _START_RECORD
        self._text = []
        self._numeric = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._text or self._state in (_IN_QUOTES, _ESCAPED_IN_QUOTES, _ESCAPED):
                    if d._strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    return self._fields
                raise
            if not isinstance(line, str):
                raise Error("iterator should return strings, not %s (the file should be opened in text mode)"
                            % type(line).__name__)
            self.line_num += 1
            if not self._simple(line, d):
                self._feed(line, d)
                self._end_of_line(d)
            if self._state == _START_RECORD:
                return self._fields

    def _simple(self, line, d):
        """A line without quotes and escapes is split as it is."""
        if self._state != _START_RECORD or d._quoting == QUOTE_NONNUMERIC or d._skipinitialspace:
            return False
        if line.endswith("\n"):
            line = line[:-2] if line.endswith("\r\n") else line[:-1]
        if (d._quotechar and d._quotechar in line) or (d._escapechar and d._escapechar in line) or "\n" in line \
                or "\r" in line or len(line) > _limit:
            return False
        if line:
            self._fields = line.split(d._delimiter)
        return True

    def _save(self):
        text = "".join(self._text)
        self._text = []
        if self._numeric:
            self._numeric = False
            text = float(text)
        self._fields.append(text)

    def _add(self, c):
        if len(self._text) >= _limit:
            raise Error("field larger than field limit (%d)" % _limit)
        self._text.append(c)

    def _end_of_line(self, d):
        state = self._state
        if state == _ESCAPED:
            self._add("\n")
            self._state = _IN_FIELD
        elif state == _ESCAPED_IN_QUOTES:
            self._add("\n")
            self._state = _IN_QUOTES
        elif state == _START_FIELD or state == _IN_FIELD or state == _QUOTE_IN_QUOTES:
            self._save()
            self._state = _START_RECORD
        elif state == _AFTER_CR:
            self._state = _START_RECORD

    def _start_field(self, c, d):
        if c == "\n" or c == "\r":
            self._save()
            self._state = _AFTER_CR
        elif c == d._quotechar and d._quoting != QUOTE_NONE:
            self._state = _IN_QUOTES
        elif c == d._escapechar:
            self._state = _ESCAPED
        elif c == " " and d._skipinitialspace:
            self._state = _START_FIELD
        elif c == d._delimiter:
            self._save()
            self._state = _START_FIELD
        else:
            self._numeric = d._quoting == QUOTE_NONNUMERIC
            self._add(c)
            self._state = _IN_FIELD

    def _in_field(self, c, d):
        if c == "\n" or c == "\r":
            self._save()
            self._state = _AFTER_CR
        elif c == d._escapechar:
            self._state = _ESCAPED
        elif c == d._delimiter:
            self._save()
            self._state = _START_FIELD
        else:
            self._add(c)

    def _quote_in_quotes(self, c, d):
        if d._quoting != QUOTE_NONE and c == d._quotechar:
            self._add(c)
            self._state = _IN_QUOTES
        elif c == d._delimiter:
            self._save()
            self._state = _START_FIELD
        elif c == "\n" or c == "\r":
            self._save()
            self._state = _AFTER_CR
        elif not d._strict:
            self._add(c)
            self._state = _IN_FIELD
        else:
            raise Error("'%s' expected after '%s'" % (d._delimiter, d._quotechar))

    def _feed(self, line, d):
        for c in line:
            state = self._state
            if state == _IN_FIELD or state == _AFTER_ESCAPED_NEWLINE:
                self._state = _IN_FIELD
                self._in_field(c, d)
            elif state == _IN_QUOTES:
                if c == d._escapechar:
                    self._state = _ESCAPED_IN_QUOTES
                elif c == d._quotechar and d._quoting != QUOTE_NONE:
                    self._state = _QUOTE_IN_QUOTES if d._doublequote else _IN_FIELD
                else:
                    self._add(c)
            elif state == _START_RECORD and (c == "\n" or c == "\r"):
                self._state = _AFTER_CR
            elif state == _START_RECORD or state == _START_FIELD:
                self._start_field(c, d)
            elif state == _QUOTE_IN_QUOTES:
                self._quote_in_quotes(c, d)
            elif state == _ESCAPED:
                self._add(c)
                self._state = _AFTER_ESCAPED_NEWLINE if c in "\r\n" else _IN_FIELD
            elif state == _ESCAPED_IN_QUOTES:
                self._add(c)
                self._state = _IN_QUOTES
            elif c != "\n" and c != "\r":
                raise Error("new-line character seen in unquoted field - do you need to open the file in "
                            "universal-newline mode?")


class Writer:
    def __init__(self, file, /, dialect=None, **options):
        write = getattr(file, "write", None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self.dialect = Dialect(dialect, **options)
        d = self.dialect
        self._special = {d._delimiter, d._escapechar, d._quotechar, *d._lineterminator, "\n", "\r"} - {None}

    def _field(self, value, d, alone):
        """The text of one field as it is written."""
        if value is None:
            text = ""
        else:
            text = value if type(value) is str else str(value)
        quoting = d._quoting
        quoted = quoting == QUOTE_ALL or (quoting == QUOTE_NONNUMERIC and not _is_number(value))
        if not text:
            if alone and not quoted:
                if quoting == QUOTE_NONE:
                    raise Error("single empty field record must be quoted")
                quoted = True
        elif not self._special.isdisjoint(text):
            text, quoted = self._escape(text, d, quoted)
        return d._quotechar + text + d._quotechar if quoted else text

    def _escape(self, text, d, quoted):
        out = []
        for c in text:
            if c in self._special:
                escape = False
                if d._quoting == QUOTE_NONE:
                    escape = True
                elif c == d._quotechar:
                    if d._doublequote:
                        out.append(c)
                    else:
                        escape = True
                elif c == d._escapechar:
                    escape = True
                if not escape:
                    quoted = True
                elif d._escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                else:
                    out.append(d._escapechar)
            out.append(c)
        return "".join(out), quoted

    def writerow(self, row, /):
        try:
            fields = list(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__) from None
        d = self.dialect
        alone = len(fields) == 1
        return self._write(d._delimiter.join([self._field(f, d, alone) for f in fields]) + d._lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)


def _is_number(value):
    return isinstance(value, (int, float, complex)) or hasattr(type(value), "__float__")


def reader(*args, **options):
    return Reader(*args, **options)


def writer(*args, **options):
    return Writer(*args, **options)

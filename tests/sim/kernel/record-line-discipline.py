"""Records what Linux's line discipline does: scenarios of typed bytes, reads and settings on a real pty, as JSON on standard output.

Run again with: python3 tests/sim/kernel/record-line-discipline.py > tests/sim/kernel/fixtures/line-discipline.json
"""
import json, os, pty, random, termios, select, fcntl

FLAGS = {
    'canonical': (3, termios.ICANON), 'echo': (3, termios.ECHO), 'echoErase': (3, termios.ECHOE), 'echoKill': (3, termios.ECHOK | 0o4000),
    'echoControl': (3, 0o1000), 'signals': (3, termios.ISIG), 'extended': (3, termios.IEXTEN), 'noFlush': (3, termios.NOFLSH),
    'crToNl': (0, termios.ICRNL), 'flowControl': (0, termios.IXON), 'utf8': (0, 0o40000),
    'postProcess': (1, termios.OPOST), 'nlToCrNl': (1, termios.ONLCR),
}
DEFAULTS = {name: name not in ('utf8', 'noFlush') for name in FLAGS}

QUIET = 0.015

def drain(fd):
    """What comes out until nothing has come for a while."""
    out = b''
    while select.select([fd], [], [], QUIET)[0]:
        out += os.read(fd, 65536)
    return out

def apply(fd, flags):
    attributes = termios.tcgetattr(fd)
    for name, (index, bits) in FLAGS.items():
        attributes[index] = attributes[index] | bits if flags[name] else attributes[index] & ~bits
    attributes[6][termios.VMIN] = flags.get('minimum', 1)
    attributes[6][termios.VTIME] = 0
    termios.tcsetattr(fd, termios.TCSANOW, attributes)

def run(scenario):
    master, slave = pty.openpty()
    for fd in (master, slave):
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | os.O_NONBLOCK)
    flags = dict(DEFAULTS, **scenario['flags'])
    apply(slave, flags)
    results = []
    for kind, value in scenario['steps']:
        if kind == 'type':
            os.write(master, value.encode('latin-1'))
            results.append(drain(master).decode('latin-1'))
        elif kind == 'write':
            os.write(slave, value.encode('latin-1'))
            results.append(drain(master).decode('latin-1'))
        elif kind == 'set':
            flags = dict(flags, **value)
            apply(slave, flags)
            results.append(drain(master).decode('latin-1'))
        else:
            try:
                results.append(os.read(slave, value).decode('latin-1'))
            except BlockingIOError:
                results.append(None)
    os.close(master)
    os.close(slave)
    return dict(scenario, results=results)

def all_read():
    return [['read', 4096], ['read', 4096], ['read', 4096]]

def fixed():
    typed = ['abc\r', 'abc\n', 'ab\x7f\x7f\x7fc\r', 'foo bar  baz\x17\x17x\r', 'foo\x15bar\r', 'a\x03b\r', 'a\x1cb\r', 'a\x1ab\r', 'abc\x04', '\x04', 'abc\x04\x04',
             'a\tb\x7f\x7f\x7f\r', 'ab\tcd\t\x7f\x7f\x7f\x7f\r', '\x16\x03\r', '\x16\x7f\x7f\r', 'x\x01y\x7f\x7f\r', 'a\x12b\r', '\x13ab\x11c\r', 'a\x13b\rc\x11\r',
             'h\xc3\xa9\x7fllo\r', '\xe6\x97\xa5\x7f\x7f\r', 'a-b_c d.e\x17\r', 'abc\rdef\rghi', 'a\x00b\r', 'a\x1b[Ab\r', '\x16\n\r', 'x' * 4095 + 'y\r', 'x' * 5000 + '\r', 'l\r' * 2100]
    for text in typed:
        for flags in ({}, {'echo': False}, {'echoControl': False}, {'echoErase': False}, {'echoKill': False}, {'utf8': True}, {'canonical': False}, {'signals': False},
                      {'extended': False}, {'crToNl': False}, {'flowControl': False}, {'nlToCrNl': False}, {'postProcess': False}, {'noFlush': True}):
            if len(text) > 100 and flags not in ({}, {'echo': False}, {'canonical': False}):
                continue
            yield {'flags': flags, 'steps': [['type', text], *all_read()]}
    yield {'flags': {}, 'steps': [['type', 'abcdef\r'], ['read', 2], ['read', 2], ['read', 10], ['read', 10]]}
    yield {'flags': {}, 'steps': [['type', 'abc\x04'], ['read', 3], ['read', 3], ['type', 'd\r'], ['read', 9]]}
    yield {'flags': {}, 'steps': [['type', 'abc\x04'], ['read', 2], ['read', 3], ['read', 3]]}
    yield {'flags': {}, 'steps': [['type', 'abc'], ['set', {'canonical': False}], ['read', 9], ['type', 'de'], ['set', {'canonical': True}], ['read', 9], ['type', 'f\r'], ['read', 9]]}
    yield {'flags': {}, 'steps': [['type', 'ab\rcd'], ['set', {'canonical': False}], ['read', 9], ['set', {'canonical': True}], ['type', '\x7f\x7fe\r'], ['read', 9]]}
    yield {'flags': {'canonical': False, 'minimum': 3}, 'steps': [['type', 'ab'], ['read', 9], ['type', 'c'], ['read', 9], ['type', 'a'], ['read', 1]]}
    yield {'flags': {'canonical': False, 'minimum': 0}, 'steps': [['read', 9], ['type', 'ab'], ['read', 1], ['read', 9], ['read', 9]]}
    yield {'flags': {}, 'steps': [['write', 'prompt> '], ['type', 'a\tb\x7f\x7f\x7f'], ['write', '\r\n'], ['type', '\tx\x7f\x7f\r'], ['read', 9]]}
    yield {'flags': {}, 'steps': [['write', 'a\nb\r\nc\t\x08d\n'], ['set', {'nlToCrNl': False}], ['write', 'a\nb\n'], ['set', {'postProcess': False}], ['write', 'a\n']]}
    yield {'flags': {}, 'steps': [['type', '\x13'], ['type', 'abc\r'], ['read', 9], ['set', {'flowControl': False}], ['type', 'd\r']]}

def fuzzed(seed, count):
    chance = random.Random(seed)
    keys = ['a', 'b', ' ', '_', '.', '\t', '\r', '\n', '\x7f', '\x15', '\x17', '\x16', '\x12', '\x04', '\x03', '\x1a', '\x01', '\x1b', '\x13', '\x11', '\xc3\xa9', 'hello ', '\x00']
    names = sorted(FLAGS)
    for _ in range(count):
        flags = {name: chance.random() < 0.5 for name in names if chance.random() < 0.25}
        steps = []
        for _ in range(chance.randint(2, 7)):
            kind = chance.random()
            if kind < 0.6:
                steps.append(['type', ''.join(chance.choice(keys) for _ in range(chance.randint(1, 12)))])
            elif kind < 0.9:
                steps.append(['read', chance.choice([1, 3, 4096])])
            else:
                steps.append(['set', {chance.choice(names): chance.random() < 0.5}])
        yield {'flags': flags, 'steps': steps + all_read()}

if __name__ == '__main__':
    rows = [run(scenario) for scenario in [*fixed(), *fuzzed(3, 400)]]
    print('[\n' + ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows) + '\n]')

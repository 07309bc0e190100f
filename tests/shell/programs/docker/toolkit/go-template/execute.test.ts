/** Templates and what docker 28.5.2 made of them: `docker images --format TEMPLATE ubuntu`, one image, recorded from the real one. */
import { expect, test } from 'vitest';
import { formatRows, type RowFormat } from '../../../../../../src/shell/programs/docker/toolkit/format.ts';
import { StatusError } from '../../../../../../src/shell/programs/docker/toolkit/status-error.ts';

const shape: RowFormat<null> = {
  typeName: '*formatter.imageContext',
  table: 'table {{.ID}}\t{{.Tag}}',
  fields: { ID: { heading: 'IMAGE ID', value: () => 'fb81cb02bc99' }, Tag: { heading: 'TAG', value: () => 'latest' } },
};

function images(format: string): string {
  try {
    return formatRows([null], shape, { format }).replace(/\n$/, '');
  } catch (error) {
    if (error instanceof StatusError) return error.message.replace('template parsing error: template: ', '! ');
    throw error;
  }
}

test.each([
  ['{{', '! :1: unclosed action'],
  ['{{.ID', '! :1: unclosed action'],
  ['{{end}}', '! :1: unexpected {{end}}'],
  ['{{if .ID}}', '! :1: unexpected EOF'],
  ['{{foo}}', '! :1: function "foo" not defined'],
  ['{{"x}}', '! :1: unterminated quoted string'],
  ['{{.ID}', "! :1: bad character U+007D '}'"],
  ['{{.ID "x"}}', '! :1:2: executing "" at <.ID>: wrong number of args for ID: want 0 got 1'],
  ['{{index .Names 1}}', '! :1:8: executing "" at <.Names>: can\'t evaluate field Names in type *formatter.imageContext'],
  ['{{$x}}', '! :1: undefined variable "$x"'],
  ['{{1 | 2}}', '! :1: non executable command in pipeline stage 2'],
  ['{{.ID.Foo}}', '! :1:5: executing "" at <.ID.Foo>: can\'t evaluate field Foo in type string'],
  ['{{len}}', '! :1:2: executing "" at <len>: wrong number of args for len: want 1 got 0'],
  ['{{truncate .ID}}', '! :1:2: executing "" at <truncate>: wrong number of args for truncate: want 2 got 1'],
  ['{{!}}', '! :1: unexpected "!" in command'],
  ['{{if}}', '! :1: missing value for if'],
  ['{{else}}', '! :1: unexpected {{else}}'],
  ['{{(}}', '! :1: unclosed left paren'],
  ['{{)}}', '! :1: unexpected right paren'],
  ['{{printf "%d %s" 1}}', '1 %!s(MISSING)'],
  ['{{println .Tag}}', 'latest\n'],
  ['{{template "x"}}', '! :1:11: executing "" at <{{template "x"}}>: template "x" not defined'],
  ['{{nil}}', '! :1:2: executing "" at <nil>: nil is not a command'],
  ['{{eq .Tag}}', '! :1:2: executing "" at <eq .Tag>: error calling eq: missing argument for comparison'],
  ['{{lt .Tag 1}}', '! :1:2: executing "" at <lt .Tag 1>: error calling lt: incompatible types for comparison: string and int'],
  ['{{slice .ID 0 100}}', '! :1:2: executing "" at <slice .ID 0 100>: error calling slice: index out of range: 100'],
  ['{{upper 1}}', '! :1:8: executing "" at <1>: expected string; found 1'],
  ['{{pad .Tag 2 2}}|', '  latest  |'],
  ['{{join .Tag ","}}', '! :1:7: executing "" at <.Tag>: wrong type for value; expected []string; got string'],
  ['{{split .Tag "t"}}', '[la es ]'],
  ['{{.Tag | printf "%-10s|"}}', 'latest    |'],
  ['{{break}}', '! :1: {{break}} outside {{range}}'],
  ['{{define "x"}}', '! :1: unexpected EOF'],
  ['{{json .Tag}}', '"latest"'],
  ['{{/* c */}}x', 'x'],
  ['{{- .Tag -}} x', 'latestx'],
  ['{{range $i, $e := split .Tag "t"}}{{$i}}={{$e}};{{end}}', '0=la;1=es;2=;'],
  ['{{and .Tag .ID}}', 'fb81cb02bc99'],
  ['{{not .Tag}}', 'false'],
  ['{{len .Tag}}{{len 3}}', '! :1:14: executing "" at <len 3>: error calling len: len of type int'],
  ['{{"a" "b"}}', '! :1:2: executing "" at <"a">: can\'t give argument to non-function "a"'],
  ["{{'a'}}", '97'],
  ['{{1.5}} {{0x10}} {{1_000}}', '1.5 16 1000'],
  ['{{print 1 2 "x" "y" 3}}', '1 2xy3'],
  ['{{html "<a>"}}', '&lt;a&gt;'],
  ['{{if eq .Tag "latest" "x"}}y{{else if .ID}}z{{end}}', 'y'],
  ['{{.ID}}{{/* unclosed', '! :1: unclosed comment'],
  ['{{ .ID }', '! :1: unexpected "}" in operand'],
  ['{{`raw`}}', 'raw'],
  ['{{.Tag}}\\t{{.ID}}\\nx', 'latest\tfb81cb02bc99\nx'],
  ['json', '{"ID":"fb81cb02bc99","Tag":"latest"}'],
  ['table {{.Tag}}\\t{{.ID}}', 'TAG       IMAGE ID\nlatest    fb81cb02bc99'],
  ['{{with $x := .Tag}}{{$x}}{{.}}{{end}}', 'latestlatest'],
  ['{{define "t"}}<{{.}}>{{end}}{{template "t" .Tag}}', '<latest>'],
  ['{{(split .Tag "t") | len}}', '3'],
])('%s', (format, printed) => {
  expect(images(format)).toBe(printed);
});

# The built-in functions that need no code of their own. A call is replaced by the body, so these cost nothing.

def map(f): [.[] | f];
def select(f): if f then . else empty end;
def map_values(f): .[] |= f;
def recurse(f): def each: ., (f | each); each;
def recurse(f; condition): recurse(f | select(condition));
def error(message): message | error;
def add(f): reduce f as $x (null; . + $x);
def del(f): delpaths([path(f)]);
def abs: if . < 0 then -. else . end;
def with_entries(f): to_entries | map(f) | from_entries;
def reverse: [.[length - 1 - range(0; length)]];

def sort_by(f): _sort_by(map([f]));
def group_by(f): _group_by(map([f]));
def unique_by(f): _unique_by(map([f]));
def min_by(f): _min_by(map([f]));
def max_by(f): _max_by(map([f]));

def indices($part):
  if type == "array" and ($part | type) == "array" then .[$part]
  elif type == "array" then .[[$part]]
  elif type == "string" and ($part | type) == "string" then _strindices($part)
  else .[$part] end;
def index($part): indices($part) | .[0];
def rindex($part): indices($part) | .[-1:][0];

def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def pick(f): . as $in | reduce path(f) as $path (null; setpath($path; $in | getpath($path)));
def walk(f): def each: (if type == "object" then map_values(each) elif type == "array" then map(each) else . end) | f; each;
def tostream:
  path(def each: (.[]? | each), .; each) as $path
  | getpath($path)
  | reduce path(.[]?) as $part ([$path, .]; [$path + $part]);
def fromstream(events):
  {x: null, e: false} as $init
  | foreach events as $event ($init;
      if .e then $init else . end
      | if $event | length == 2
        then setpath(["e"]; $event[0] | length == 0) | setpath(["x"] + $event[0]; $event[1])
        else setpath(["e"]; $event[0] | length == 1) end;
      if .e then .x else empty end);
def truncate_stream(events):
  . as $levels | null | events | . as $event
  | if (.[0] | length) > $levels then setpath([0]; $event[0][$levels:]) else empty end;

def isfinite: type == "number" and (isinfinite | not);
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def normals: select(isnormal);
def finites: select(isfinite);
def strings: select(type == "string");
def nulls: select(. == null);
def values: select(. != null);
def scalars: select(type | . != "array" and . != "object");

def range($to): range(0; $to);
def range($from; $to; $by):
  if $by > 0 then $from | while(. < $to; . + $by)
  elif $by < 0 then $from | while(. > $to; . + $by)
  else empty end;
def while(condition; f): def each: if condition then ., (f | each) else empty end; each;
def until(condition; f): def each: if condition then . else (f | each) end; each;
def repeat(f): def each: f, each; each;
def isempty(f): first((f | false), true);
def any(f; condition): isempty(f | condition or empty) | not;
def all(f; condition): isempty(f | condition and empty);
def any(condition): any(.[]; condition);
def all(condition): all(.[]; condition);
def any: any(.[]; .);
def all: all(.[]; .);
def first: .[0];
def last: .[-1];
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("nth doesn't support negative indices") else first(skip($n; f)) end;
def combinations:
  if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $rest | [$x] + $rest end;
def combinations(n): . as $in | [range(n) | $in] | combinations;
def in(container): . as $key | container | has($key);
def inside(container): . as $part | container | contains($part);

def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdate: fromdateiso8601;
def todate: todateiso8601;

def scan($pattern): scan($pattern; null);
def splits($pattern): splits($pattern; null);
def splits($pattern; $flags): split($pattern; $flags) | .[];
def sub($pattern; f): sub($pattern; f; "");
def gsub($pattern; f): sub($pattern; f; "g");
def gsub($pattern; f; $flags): sub($pattern; f; $flags + "g");

def debug(message): (message | debug | empty), .;
def halt_error: halt_error(5);
def INDEX(f; key): reduce f as $row ({}; .[$row | key | tostring] = $row);
def INDEX(key): INDEX(.[]; key);
def JOIN($index; key): [.[] | [., $index[key]]];
def JOIN($index; f; key): f | [., $index[key]];
def JOIN($index; f; key; join): f | [., $index[key]] | join;
def IN(f): any(f == .; .);
def IN(source; f): any(source == f; .);

#pragma once

// The grammar that explains what is wrong with a text the parser rejects: the Python 3.11 grammar
// (https://docs.python.org/3.11/reference/grammar.html) as a parsing expression grammar, with rules for common mistakes in it.
// The order of alternatives decides which mistake is found first.
//
//   rule:  alternatives, one per line behind `|`; a rule marked `@` is remembered per position whether or not mistakes are
//          looked for, as in CPython
//   'x'    token   "x" soft keyword   NAME NUMBER STRING NEWLINE INDENT DEDENT ENDMARKER ASYNC AWAIT SOFT
//   ( ) [ ] * + s.x+ &x !x ~    groups, options, repetition, lists with separator s, lookahead, commitment
//   &&'x'  the token must come: otherwise the error is "expected 'x'"
//   -> 2          the value is that of the second item (lookahead does not count)
//   -> Kind       the value is an expression of this kind; its children are the items
//   -> fold Kind  the first item, or when the second is not empty a Kind (or the kind of its last element)
//   -> !name(..)  a mistake: what error_rules.cpp does under this name with these items
//   -> !'text'    a mistake: this SyntaxError at the last token read
//   -> !'text'@1  ... at the first item;  @1-2 ... from the first item to the end of the second
//   -> !block 'text'@1   IndentationError "expected an indented block after <text> on line <line of item 1>"
// An alternative that is nothing but a rule whose name begins with `invalid_` is tried only when mistakes are looked for. `%s` in a text is the name of the
// kind of expression that the first item is.

namespace pyvm::syntax {

inline constexpr char kErrorGrammarStatements[] = R"peg(
file: [statements] ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER
func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
fstring: star_expressions
type_expressions:
  | ','.expression+ ',' '*' expression ',' '**' expression
  | ','.expression+ ',' '*' expression
  | ','.expression+ ',' '**' expression
  | '*' expression ',' '**' expression
  | '*' expression
  | '**' expression
  | ','.expression+

statements: statement+
statement:
  | compound_stmt
  | simple_stmts
statement_newline:
  | compound_stmt NEWLINE
  | simple_stmts
  | NEWLINE
simple_stmts:
  | simple_stmt !';' NEWLINE
  | ';'.simple_stmt+ [';'] NEWLINE
simple_stmt@:
  | assignment
  | star_expressions
  | &'return' return_stmt
  | &('import' | 'from') import_stmt
  | &'raise' raise_stmt
  | 'pass'
  | &'del' del_stmt
  | &'yield' yield_expr
  | &'assert' assert_stmt
  | 'break'
  | 'continue'
  | &'global' global_stmt
  | &'nonlocal' nonlocal_stmt
compound_stmt:
  | &('def' | '@' | ASYNC) function_def
  | &'if' if_stmt
  | &('class' | '@') class_def
  | &('with' | ASYNC) with_stmt
  | &('for' | ASYNC) for_stmt
  | &'try' try_stmt
  | &'while' while_stmt
  | match_stmt

assignment:
  | NAME ':' expression ['=' annotated_rhs]
  | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
  | (star_targets '=')+ (yield_expr | star_expressions) !'='
  | single_target augassign ~ (yield_expr | star_expressions)
  | invalid_assignment
annotated_rhs:
  | yield_expr
  | star_expressions
augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
return_stmt: 'return' [star_expressions]
raise_stmt:
  | 'raise' expression ['from' expression]
  | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt:
  | 'del' del_targets &(';' | NEWLINE)
  | invalid_del_stmt
assert_stmt: 'assert' expression [',' expression]
import_stmt:
  | import_name
  | import_from
import_name: 'import' dotted_as_names
import_from:
  | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
  | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
  | '(' import_from_as_names [','] ')'
  | import_from_as_names !','
  | '*'
  | invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ['as' NAME]
dotted_as_names: ','.dotted_as_name+
dotted_as_name: dotted_name ['as' NAME]
dotted_name: NAME ('.' NAME)*

block@:
  | NEWLINE INDENT statements DEDENT
  | simple_stmts
  | invalid_block
decorators: ('@' named_expression NEWLINE)+
class_def:
  | decorators class_def_raw
  | class_def_raw
class_def_raw:
  | invalid_class_def_raw
  | 'class' NAME ['(' [arguments] ')'] ':' block
function_def:
  | decorators function_def_raw
  | function_def_raw
function_def_raw:
  | invalid_def_raw
  | 'def' NAME &&'(' [params] ')' ['->' expression] &&':' block
  | ASYNC 'def' NAME &&'(' [params] ')' ['->' expression] &&':' block
params:
  | invalid_parameters
  | parameters
parameters:
  | slash_no_default param_no_default* param_with_default* [star_etc]
  | slash_with_default param_with_default* [star_etc]
  | param_no_default+ param_with_default* [star_etc]
  | param_with_default+ [star_etc]
  | star_etc
slash_no_default:
  | param_no_default+ '/' ','
  | param_no_default+ '/' &')'
slash_with_default:
  | param_no_default* param_with_default+ '/' ','
  | param_no_default* param_with_default+ '/' &')'
star_etc:
  | invalid_star_etc
  | '*' param_no_default param_maybe_default* [kwds]
  | '*' param_no_default_star_annotation param_maybe_default* [kwds]
  | '*' ',' param_maybe_default+ [kwds]
  | kwds
kwds:
  | invalid_kwds
  | '**' param_no_default
param_no_default:
  | param ',' -> 1
  | param &')' -> 1
param_no_default_star_annotation:
  | param_star_annotation ','
  | param_star_annotation &')'
param_with_default:
  | param default ','
  | param default &')'
param_maybe_default:
  | param [default] ','
  | param [default] &')'
param: NAME [annotation]
param_star_annotation: NAME star_annotation
annotation: ':' expression
star_annotation: ':' star_expression
default:
  | '=' expression
  | invalid_default

if_stmt:
  | invalid_if_stmt
  | 'if' named_expression ':' block elif_stmt
  | 'if' named_expression ':' block [else_block]
elif_stmt:
  | invalid_elif_stmt
  | 'elif' named_expression ':' block elif_stmt
  | 'elif' named_expression ':' block [else_block]
else_block:
  | invalid_else_stmt
  | 'else' &&':' block
while_stmt:
  | invalid_while_stmt
  | 'while' named_expression ':' block [else_block]
for_stmt:
  | invalid_for_stmt
  | 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
  | ASYNC 'for' star_targets 'in' ~ star_expressions ':' block [else_block]
  | invalid_for_target
with_stmt:
  | invalid_with_stmt_indent
  | 'with' '(' ','.with_item+ [','] ')' ':' block
  | 'with' ','.with_item+ ':' block
  | ASYNC 'with' '(' ','.with_item+ [','] ')' ':' block
  | ASYNC 'with' ','.with_item+ ':' block
  | invalid_with_stmt
with_item:
  | expression 'as' star_target &(',' | ')' | ':')
  | invalid_with_item
  | expression
try_stmt:
  | invalid_try_stmt
  | 'try' &&':' block finally_block
  | 'try' &&':' block except_block+ [else_block] [finally_block]
  | 'try' &&':' block except_star_block+ [else_block] [finally_block]
except_block:
  | invalid_except_stmt_indent
  | 'except' expression ['as' NAME] ':' block
  | 'except' ':' block
  | invalid_except_stmt
except_star_block:
  | invalid_except_star_stmt_indent
  | 'except' '*' expression ['as' NAME] ':' block
  | invalid_except_stmt
finally_block:
  | invalid_finally_stmt
  | 'finally' &&':' block

match_stmt:
  | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
  | invalid_match_stmt
subject_expr:
  | star_named_expression ',' [star_named_expressions]
  | named_expression
case_block:
  | invalid_case_block
  | "case" patterns [guard] ':' block
guard: 'if' named_expression
patterns:
  | open_sequence_pattern
  | pattern
pattern:
  | as_pattern
  | or_pattern
as_pattern:
  | or_pattern 'as' pattern_capture_target
  | invalid_as_pattern
or_pattern: '|'.closed_pattern+
closed_pattern@:
  | literal_pattern
  | capture_pattern
  | wildcard_pattern
  | value_pattern
  | group_pattern
  | sequence_pattern
  | mapping_pattern
  | class_pattern
literal_pattern:
  | signed_number !('+' | '-')
  | complex_number
  | strings
  | 'None'
  | 'True'
  | 'False'
complex_number:
  | signed_number '+' NUMBER -> !complex(1, 3)
  | signed_number '-' NUMBER -> !complex(1, 3)
signed_number:
  | NUMBER
  | '-' NUMBER -> UnaryOp
capture_pattern: pattern_capture_target
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
wildcard_pattern: "_"
value_pattern: attr !('.' | '(' | '=')
attr: NAME ('.' NAME)+
name_or_attr: NAME ('.' NAME)*
group_pattern: '(' pattern ')'
sequence_pattern:
  | '[' [maybe_sequence_pattern] ']'
  | '(' [open_sequence_pattern] ')'
open_sequence_pattern: maybe_star_pattern ',' [maybe_sequence_pattern]
maybe_sequence_pattern: ','.maybe_star_pattern+ [',']
maybe_star_pattern:
  | star_pattern
  | pattern
star_pattern@:
  | '*' pattern_capture_target
  | '*' wildcard_pattern
mapping_pattern:
  | '{' '}'
  | '{' double_star_pattern [','] '}'
  | '{' items_pattern ',' double_star_pattern [','] '}'
  | '{' items_pattern [','] '}'
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_pattern | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern:
  | name_or_attr '(' ')'
  | name_or_attr '(' positional_patterns [','] ')'
  | name_or_attr '(' keyword_patterns [','] ')'
  | name_or_attr '(' positional_patterns ',' keyword_patterns [','] ')'
  | invalid_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern
)peg";

inline constexpr char kErrorGrammarExpressions[] = R"peg(
expressions:
  | expression (',' expression)+ [','] -> Tuple
  | expression ',' -> Tuple
  | expression
expression@:
  | invalid_expression
  | invalid_legacy_expression
  | disjunction 'if' disjunction 'else' expression -> IfExp
  | disjunction
  | lambdef
yield_expr:
  | 'yield' 'from' expression -> YieldFrom
  | 'yield' [star_expressions] -> Yield
star_expressions:
  | star_expression (',' star_expression)+ [','] -> Tuple
  | star_expression ',' -> Tuple
  | star_expression
star_expression@:
  | '*' bitwise_or -> Starred
  | expression
star_named_expressions: ','.star_named_expression+ [','] -> 1
star_named_expression:
  | '*' bitwise_or -> Starred
  | named_expression
assignment_expression: NAME ':=' ~ expression -> NamedExpr
named_expression:
  | assignment_expression
  | invalid_named_expression
  | expression !':='
disjunction@:
  | conjunction ('or' conjunction)+ -> BoolOp
  | conjunction
conjunction@:
  | inversion ('and' inversion)+ -> BoolOp
  | inversion
inversion@:
  | 'not' inversion -> UnaryOp
  | comparison
comparison:
  | bitwise_or compare_pair+ -> Compare
  | bitwise_or
compare_pair:
  | '==' bitwise_or
  | NOTEQUAL bitwise_or
  | '<=' bitwise_or
  | '<' bitwise_or
  | '>=' bitwise_or
  | '>' bitwise_or
  | 'not' 'in' bitwise_or
  | 'in' bitwise_or
  | 'is' 'not' bitwise_or
  | 'is' bitwise_or
bitwise_or@: bitwise_xor ('|' bitwise_xor)* -> fold BinOp
bitwise_xor@: bitwise_and ('^' bitwise_and)* -> fold BinOp
bitwise_and@: shift_expr ('&' shift_expr)* -> fold BinOp
shift_expr@: sum (('<<' | '>>') sum)* -> fold BinOp
sum@: term (('+' | '-') term)* -> fold BinOp
term@: factor (('*' | '/' | '//' | '%' | '@') factor)* -> fold BinOp
factor@:
  | '+' factor -> UnaryOp
  | '-' factor -> UnaryOp
  | '~' factor -> UnaryOp
  | power
power:
  | await_primary '**' factor -> BinOp
  | await_primary
await_primary@:
  | AWAIT primary -> Await
  | primary
primary@: atom primary_suffix* -> fold
primary_suffix:
  | '.' NAME -> Attribute
  | genexp -> Call
  | '(' [arguments] ')' -> Call
  | '[' slices ']' -> Subscript
slices:
  | slice !','
  | ','.(slice | starred_expression)+ [',']
slice:
  | [expression] ':' [expression] [':' [expression]]
  | named_expression
atom:
  | NAME -> Name
  | 'True' -> Constant
  | 'False' -> Constant
  | 'None' -> Constant
  | &STRING strings
  | NUMBER -> Constant
  | &'(' (tuple | group | genexp)
  | &'[' (list | listcomp)
  | &'{' (dict | set | dictcomp | setcomp)
  | '...' -> Constant
group:
  | '(' (yield_expr | named_expression) ')' -> 2
  | invalid_group
lambdef: 'lambda' [lambda_params] ':' expression -> Lambda
lambda_params:
  | invalid_lambda_parameters
  | lambda_parameters
lambda_parameters:
  | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
  | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
  | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
  | lambda_param_with_default+ [lambda_star_etc]
  | lambda_star_etc
lambda_slash_no_default:
  | lambda_param_no_default+ '/' ','
  | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
  | lambda_param_no_default* lambda_param_with_default+ '/' ','
  | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
  | invalid_lambda_star_etc
  | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
  | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
  | lambda_kwds
lambda_kwds:
  | invalid_lambda_kwds
  | '**' lambda_param_no_default
lambda_param_no_default:
  | lambda_param ',' -> 1
  | lambda_param &':' -> 1
lambda_param_with_default:
  | lambda_param default ','
  | lambda_param default &':'
lambda_param_maybe_default:
  | lambda_param [default] ','
  | lambda_param [default] &':'
lambda_param: NAME
strings@: STRING+ -> !strings(1)
list: '[' [star_named_expressions] ']' -> List
tuple: '(' [star_named_expression ',' [star_named_expressions]] ')' -> Tuple
set: '{' star_named_expressions '}' -> Set
dict:
  | '{' [double_starred_kvpairs] '}' -> Dict
  | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ [',']
double_starred_kvpair:
  | '**' bitwise_or
  | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause:
  | ASYNC 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  | invalid_for_target
listcomp:
  | '[' named_expression for_if_clauses ']' -> ListComp
  | invalid_comprehension
setcomp:
  | '{' named_expression for_if_clauses '}' -> SetComp
  | invalid_comprehension
genexp:
  | '(' (assignment_expression | expression !':=') for_if_clauses ')' -> GeneratorExp
  | invalid_comprehension
dictcomp:
  | '{' kvpair for_if_clauses '}' -> DictComp
  | invalid_dict_comprehension
arguments@:
  | args [','] &')' -> 1
  | invalid_arguments
args:
  | ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs] -> !arguments(1, 2)
  | kwargs -> !arguments(1, 1)
kwargs:
  | ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+
  | ','.kwarg_or_starred+
  | ','.kwarg_or_double_starred+
starred_expression: '*' expression -> Starred
kwarg_or_starred:
  | invalid_kwarg
  | NAME '=' expression -> Keyword
  | starred_expression
kwarg_or_double_starred:
  | invalid_kwarg
  | NAME '=' expression -> Keyword
  | '**' expression -> DoubleStar
star_targets:
  | star_target !','
  | star_target (',' star_target)* [','] -> Tuple
star_targets_list_seq: ','.star_target+ [',']
star_targets_tuple_seq:
  | star_target (',' star_target)+ [',']
  | star_target ','
star_target@:
  | '*' (!'*' star_target) -> Starred
  | target_with_star_atom
target_with_star_atom@:
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
  | star_atom
star_atom:
  | NAME -> Name
  | '(' target_with_star_atom ')' -> 2
  | '(' [star_targets_tuple_seq] ')' -> Tuple
  | '[' [star_targets_list_seq] ']' -> List
single_target:
  | single_subscript_attribute_target
  | NAME -> Name
  | '(' single_target ')' -> 2
single_subscript_attribute_target:
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
t_primary@: atom &t_lookahead (primary_suffix &t_lookahead)* -> fold
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ [',']
del_target@:
  | t_primary '.' NAME !t_lookahead
  | t_primary '[' slices ']' !t_lookahead
  | del_t_atom
del_t_atom:
  | NAME
  | '(' del_target ')'
  | '(' [del_targets] ')'
  | '[' [del_targets] ']'
)peg";

inline constexpr char kErrorGrammarMistakes[] = R"peg(
invalid_arguments:
  | args ',' '*' -> !'iterable argument unpacking follows keyword argument unpacking'@1
  | expression for_if_clauses ',' [args | expression for_if_clauses] -> !bare_generator(1, 2)
  | NAME '=' expression for_if_clauses -> !"invalid syntax. Maybe you meant '==' or ':=' instead of '='?"@1-2
  | args for_if_clauses -> !last_argument_generator(1, 2)
  | args ',' expression for_if_clauses -> !bare_generator(3, 4)
  | args ',' args -> !argument_order(1)
invalid_kwarg:
  | ('True' | 'False' | 'None') '=' -> !assign_keyword(1, 2)
  | NAME '=' expression for_if_clauses -> !"invalid syntax. Maybe you meant '==' or ':=' instead of '='?"@1-2
  | !(NAME '=') expression '=' -> !'expression cannot contain assignment, perhaps you meant "=="?'@1-2
expression_without_invalid:
  | disjunction 'if' disjunction 'else' expression -> IfExp
  | disjunction
  | lambdef
invalid_legacy_expression: NAME !'(' star_expressions -> !legacy_statement(1, 2)
invalid_expression:
  | !(NAME STRING | SOFT) disjunction expression_without_invalid -> !missing_comma(1, 2)
  | disjunction 'if' disjunction !('else' | ':') -> !"expected 'else' after 'if' expression"@1-3
invalid_named_expression@:
  | expression ':=' expression -> !'cannot use assignment expressions with %s'@1
  | NAME '=' bitwise_or !('=' | ':=') -> !"invalid syntax. Maybe you meant '==' or ':=' instead of '='?"@1-3
  | !(list | tuple | genexp | 'True' | 'None' | 'False') bitwise_or '=' bitwise_or !('=' | ':=') -> !"cannot assign to %s here. Maybe you meant '==' instead of '='?"@1
invalid_assignment:
  | invalid_ann_assign_target ':' expression -> !annotated_sequence(1)
  | star_named_expression ',' star_named_expressions* ':' expression -> !'only single target (not tuple) can be annotated'@1
  | expression ':' expression -> !'illegal target for annotation'@1
  | (star_targets '=')* star_expressions '=' -> !invalid_target(2)
  | (star_targets '=')* yield_expr '=' -> !'assignment to yield expression not possible'@2
  | star_expressions augassign (yield_expr | star_expressions) -> !"'%s' is an illegal expression for augmented assignment"@1
invalid_ann_assign_target:
  | list
  | tuple
  | '(' invalid_ann_assign_target ')' -> 2
invalid_del_stmt: 'del' star_expressions -> !invalid_del_target(2)
invalid_block: NEWLINE !INDENT -> !indented_block
invalid_comprehension:
  | ('[' | '(' | '{') starred_expression for_if_clauses -> !'iterable unpacking cannot be used in comprehension'@2
  | ('[' | '{') star_named_expression ',' star_named_expressions for_if_clauses -> !'did you forget parentheses around the comprehension target?'@2-4
  | ('[' | '{') star_named_expression ',' for_if_clauses -> !'did you forget parentheses around the comprehension target?'@2-3
invalid_dict_comprehension: '{' '**' bitwise_or for_if_clauses '}' -> !'dict unpacking cannot be used in dict comprehension'@2
invalid_parameters:
  | param_no_default* invalid_parameters_helper param_no_default -> !'non-default argument follows default argument'@3
  | param_no_default* '(' param_no_default+ [','] ')' -> !'Function parameters cannot be parenthesized'@2-5
  | '/' ',' -> !'at least one argument must precede /'@1
  | (slash_no_default | slash_with_default) param_maybe_default* '/' -> !'/ may appear only once'@3
  | [slash_no_default | slash_with_default] param_maybe_default* '*' (',' | param_no_default) param_maybe_default* '/' -> !'/ must be ahead of *'@6
  | param_maybe_default+ '/' '*' -> !'expected comma between / and *'@3
invalid_parameters_helper:
  | slash_with_default
  | param_with_default+
invalid_default: '=' &(')' | ',') -> !'expected default value expression'@1
invalid_star_etc:
  | '*' (')' | ',' (')' | '**')) -> !'named arguments must follow bare *'@1
  | '*' param '=' -> !'var-positional argument cannot have default value'@3
  | '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',') -> !'* argument may appear only once'@4
invalid_kwds:
  | '**' param '=' -> !'var-keyword argument cannot have default value'@3
  | '**' param ',' param -> !'arguments cannot follow var-keyword argument'@4
  | '**' param ',' ('*' | '**' | '/') -> !'arguments cannot follow var-keyword argument'@4
invalid_lambda_parameters:
  | lambda_param_no_default* invalid_lambda_parameters_helper lambda_param_no_default -> !'non-default argument follows default argument'@3
  | lambda_param_no_default* '(' ','.lambda_param+ [','] ')' -> !'Lambda expression parameters cannot be parenthesized'@2-5
  | '/' ',' -> !'at least one argument must precede /'@1
  | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* '/' -> !'/ may appear only once'@3
  | [lambda_slash_no_default | lambda_slash_with_default] lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* '/' -> !'/ must be ahead of *'@6
  | lambda_param_maybe_default+ '/' '*' -> !'expected comma between / and *'@3
invalid_lambda_parameters_helper:
  | lambda_slash_with_default
  | lambda_param_with_default+
invalid_lambda_star_etc:
  | '*' (':' | ',' (':' | '**')) -> !'named arguments must follow bare *'
  | '*' lambda_param '=' -> !'var-positional argument cannot have default value'@3
  | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* '*' (lambda_param_no_default | ',') -> !'* argument may appear only once'@4
invalid_lambda_kwds:
  | '**' lambda_param '=' -> !'var-keyword argument cannot have default value'@3
  | '**' lambda_param ',' lambda_param -> !'arguments cannot follow var-keyword argument'@4
  | '**' lambda_param ',' ('*' | '**' | '/') -> !'arguments cannot follow var-keyword argument'@4
invalid_with_item: expression 'as' expression &(',' | ')' | ':') -> !invalid_target(3)
invalid_for_target: [ASYNC] 'for' star_expressions -> !invalid_for_target(3)
invalid_group:
  | '(' starred_expression ')' -> !'cannot use starred expression here'@2
  | '(' '**' expression ')' -> !'cannot use double starred expression here'@2
invalid_import_from_targets: import_from_as_names ',' NEWLINE -> !'trailing comma not allowed without surrounding parentheses'
invalid_with_stmt:
  | [ASYNC] 'with' ','.(expression ['as' star_target])+ NEWLINE -> !"expected ':'"
  | [ASYNC] 'with' '(' ','.(expressions ['as' star_target])+ [','] ')' NEWLINE -> !"expected ':'"
invalid_with_stmt_indent:
  | [ASYNC] 'with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT -> !block "'with' statement"@2
  | [ASYNC] 'with' '(' ','.(expressions ['as' star_target])+ [','] ')' ':' NEWLINE !INDENT -> !block "'with' statement"@2
invalid_try_stmt:
  | 'try' ':' NEWLINE !INDENT -> !block "'try' statement"@1
  | 'try' ':' block !('except' | 'finally') -> !"expected 'except' or 'finally' block"
  | 'try' ':' block* except_block+ 'except' '*' expression ['as' NAME] ':' -> !"cannot have both 'except' and 'except*' on the same 'try'"@5-6
  | 'try' ':' block* except_star_block+ 'except' [expression ['as' NAME]] ':' -> !"cannot have both 'except' and 'except*' on the same 'try'"@5
invalid_except_stmt:
  | 'except' ['*'] expression ',' expressions ['as' NAME] ':' -> !from_here(3)
  | 'except' ['*'] expression ['as' NAME] NEWLINE -> !"expected ':'"
  | 'except' NEWLINE -> !"expected ':'"
  | 'except' '*' (NEWLINE | ':') -> !'expected one or more exception types'
invalid_finally_stmt: 'finally' ':' NEWLINE !INDENT -> !block "'finally' statement"@1
invalid_except_stmt_indent:
  | 'except' expression ['as' NAME] ':' NEWLINE !INDENT -> !block "'except' statement"@1
  | 'except' ':' NEWLINE !INDENT -> !block "'except' statement"@1
invalid_except_star_stmt_indent: 'except' '*' expression ['as' NAME] ':' NEWLINE !INDENT -> !block "'except*' statement"@1
invalid_match_stmt:
  | "match" subject_expr NEWLINE -> !"expected ':'"
  | "match" subject_expr ':' NEWLINE !INDENT -> !block "'match' statement"@1
invalid_case_block:
  | "case" patterns [guard] NEWLINE -> !"expected ':'"
  | "case" patterns [guard] ':' NEWLINE !INDENT -> !block "'case' statement"@1
invalid_as_pattern:
  | or_pattern 'as' "_" -> !"cannot use '_' as a target"@3
  | or_pattern 'as' !NAME expression -> !'invalid pattern target'@3
invalid_class_pattern: name_or_attr '(' invalid_class_argument_pattern -> !'positional patterns follow keyword patterns'@3
invalid_class_argument_pattern: [positional_patterns ','] keyword_patterns ',' positional_patterns -> 4
invalid_if_stmt:
  | 'if' named_expression NEWLINE -> !"expected ':'"
  | 'if' named_expression ':' NEWLINE !INDENT -> !block "'if' statement"@1
invalid_elif_stmt:
  | 'elif' named_expression NEWLINE -> !"expected ':'"
  | 'elif' named_expression ':' NEWLINE !INDENT -> !block "'elif' statement"@1
invalid_else_stmt: 'else' ':' NEWLINE !INDENT -> !block "'else' statement"@1
invalid_while_stmt:
  | 'while' named_expression NEWLINE -> !"expected ':'"
  | 'while' named_expression ':' NEWLINE !INDENT -> !block "'while' statement"@1
invalid_for_stmt:
  | [ASYNC] 'for' star_targets 'in' star_expressions NEWLINE -> !"expected ':'"
  | [ASYNC] 'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT -> !block "'for' statement"@2
invalid_def_raw: [ASYNC] 'def' NAME '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT -> !block 'function definition'@2
invalid_class_def_raw:
  | 'class' NAME ['(' [arguments] ')'] NEWLINE -> !"expected ':'"
  | 'class' NAME ['(' [arguments] ')'] ':' NEWLINE !INDENT -> !block 'class definition'@1
invalid_double_starred_kvpairs:
  | ','.double_starred_kvpair+ ',' invalid_kvpair
  | expression ':' '*' bitwise_or -> !starred_value(3)
  | expression ':' &('}' | ',') -> !"expression expected after dictionary key and ':'"@2
invalid_kvpair:
  | expression !':' -> !missing_colon(1)
  | expression ':' '*' bitwise_or -> !starred_value(3)
  | expression ':' &('}' | ',') -> !"expression expected after dictionary key and ':'"@2
)peg";

}  // namespace pyvm::syntax

// The grammar of Parley's rule language: the parser of compiler/syntax is generated from it, so what stands here is what is
// read. What fits may still be refused later: names, types and limits are the checker's.
//
// The compiler's own lexer (compiler/syntax/lex.h) feeds the parser. It makes the same tokens as the lexer generated from the
// rules below, which the tests hold against each other, and then does two things that depend on a token's neighbours:
//  - in front of a colon every word is a WORD, reserved or not;
//  - a WORD behind a WORD becomes an ACTION if the tenant's vocabulary has an action of that name, so that it begins a step of
//    its own rather than being the value of the action before it.
grammar Parley;

tokens { ACTION }

// A whole file, and one definition of it by itself, which is how the compiler parses them.
file : ruleset? ( list | condition | ruleDefinition )* EOF ;
definition : ( ruleset | list | condition | ruleDefinition ) EOF ;

ruleset : 'ruleset' STRING ;
list : 'list' name '=' values ;
condition : 'condition' name '=' test ;
ruleDefinition : 'disabled'? 'rule' STRING description? 'on' name ( ',' name )* block ;
description : 'description' STRING ;

block : '{' ( action | decision )* '}' ;
decision : branch otherBranch* lastBranch? ;
branch : 'if' test block ;
otherBranch : 'else' 'if' test block ;
lastBranch : 'else' block ;

action : name actionValue? arguments? ;
actionValue : WORD | literal | field | values ;
arguments : '{' argument+ '}' ;
argument : name ':' operand ;

test : group
     | 'not' ( name | field )
     | name
     | field comparison?
     ;
group : ( 'all' | 'any' | 'none' ) '{' test+ '}' ;

comparison
    : 'size'*
      ( 'is' 'not'? ( 'set' | 'blank' | 'empty' | 'exactly'? operand )
      | 'not'? 'in' 'exactly'? many
      | ( '<' | '<=' | '>' | '>=' | 'before' | 'after' | 'was' ) operand
      | 'between' operand 'and' operand
      | verb 'exactly'? ( operand | ( 'any' | 'all' | 'none' ) 'of' many )
      | ( 'matches' | 'does' 'not' 'match' ) 'exactly'? REGEX
      | ( 'within' ( 'last' | 'next' ) | 'older' 'than' ) operand
      | 'not'? 'during' operand
      | 'changed' ( 'from' operand )? ( 'to' operand )?
      )
    ;
verb : 'contains'
     | ( 'starts' | 'ends' ) 'with'
     | 'does' 'not' ( 'contain' | ( 'start' | 'end' ) 'with' )
     ;

operand : value | field | values ;
many : values | name | field ;
values : '[' value ( ',' value )* ','? ']' ;
field : PATH ( '(' value ')' )? ;
value : literal | name ;
literal : STRING | NUMBER UNIT? | DATE | TIME | INSTANT | 'true' | 'false' ;
name : WORD | ACTION ;

// The reserved words.
RULESET : 'ruleset' ;
LIST : 'list' ;
CONDITION : 'condition' ;
DISABLED : 'disabled' ;
RULE : 'rule' ;
DESCRIPTION : 'description' ;
ON : 'on' ;
IF : 'if' ;
ELSE : 'else' ;
ALL : 'all' ;
ANY : 'any' ;
NONE : 'none' ;
NOT : 'not' ;
IS : 'is' ;
SET : 'set' ;
BLANK : 'blank' ;
IS_EMPTY : 'empty' ;
EXACTLY : 'exactly' ;
IS_IN : 'in' ;
BEFORE : 'before' ;
AFTER : 'after' ;
WAS : 'was' ;
BETWEEN : 'between' ;
AND : 'and' ;
OF : 'of' ;
MATCHES : 'matches' ;
DOES : 'does' ;
MATCH : 'match' ;
WITHIN : 'within' ;
LAST : 'last' ;
NEXT : 'next' ;
OLDER : 'older' ;
THAN : 'than' ;
DURING : 'during' ;
SIZE : 'size' ;
CHANGED : 'changed' ;
FROM : 'from' ;
TO : 'to' ;
CONTAINS : 'contains' ;
STARTS : 'starts' ;
ENDS : 'ends' ;
WITH : 'with' ;
CONTAIN : 'contain' ;
START : 'start' ;
END : 'end' ;
IS_TRUE : 'true' ;
IS_FALSE : 'false' ;
UNIT : ( 'second' | 'minute' | 'hour' | 'day' | 'week' ) 's'? ;

OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
OPEN_PARENTHESIS : '(' ;
CLOSE_PARENTHESIS : ')' ;
COMMA : ',' ;
COLON : ':' ;
EQUALS : '=' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;

// A word may use the letters of any language. A number, date or time ends before a letter only with white space between;
// the compiler's lexer refuses what this one would take apart.
WORD : WORD_START WORD_PART* ;
PATH : WORD ( '.' WORD )+ ;
NUMBER : '-'? DIGIT+ ( '.' DIGIT+ )? ;
DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
TIME : DIGIT DIGIT? ':' DIGIT DIGIT ( ':' DIGIT DIGIT )? ;
INSTANT : DATE 'T' TIME ( 'Z' | [+-] DIGIT DIGIT ':' DIGIT DIGIT )? ;
fragment WORD_START : [\p{XID_Start}_] ;
fragment WORD_PART : [\p{XID_Continue}] ;
fragment DIGIT : [0-9] ;

// Comments come before REGEX: two slashes are a comment, never an empty expression.
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
REGEX : '/' ( ~[*/\\\r\n] | '\\' . ) ( ~[/\\\r\n] | '\\' . )* '/' ;

// A string on one line, or one over several lines, which ends at the first three quotes. `{{` always begins a merge field; a
// single brace is text.
STRING
    : '"' ( '{'? TEXT | MERGE )* '{'? '"'
    | '"""' ( LONE_MARKS ( TEXT | LINE_BREAK ) | ( '{'? ( LONE_QUOTES '{' )* LONE_QUOTES )? MERGE )* '{'? ( LONE_QUOTES '{' )* '"""'
    ;
fragment TEXT : ~["\\{\u0000-\u0008\u000A-\u001F\u007F-\u009F] | ESCAPE ;
fragment ESCAPE : '\\' ( ["\\ntr{] | 'u{' HEX+ '}' ) ;
fragment HEX : [0-9a-fA-F] ;
fragment LINE_BREAK : [\r\n] ;
// Up to two quotes, and single braces among them.
fragment LONE_QUOTES : '"' '"'? ;
fragment LONE_MARKS : '{'? ( LONE_QUOTES '{' )* LONE_QUOTES? ;
fragment MERGE : '{{' BLANKS WORD BLANKS ( '|' BLANKS STRING BLANKS )? '}}' ;
fragment BLANKS : [ \t]* ;

WHITE_SPACE : [\p{White_Space}]+ -> skip ;
// Whatever begins nothing.
UNKNOWN : . ;

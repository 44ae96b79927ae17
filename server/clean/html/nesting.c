/* Which blocks may stand in which. */
#include "clean/html/nesting.h"

bool nesting_is_leaf(enum node_kind kind)
{
    return kind == NODE_HEADING || kind == NODE_TERM || kind == NODE_CAPTION ||
           kind == NODE_PARAGRAPH || kind == NODE_CODE_BLOCK;
}

bool nesting_is_flexible(enum node_kind kind)
{
    return kind == NODE_ITEM || kind == NODE_CELL || kind == NODE_DEFINITION;
}

enum node_kind nesting_between(enum node_kind container, enum node_kind kind)
{
    switch (container) {
    case NODE_LIST:
        return kind == NODE_ITEM ? NODE_ROOT : NODE_ITEM;
    case NODE_DEFINITIONS:
        return kind == NODE_TERM || kind == NODE_DEFINITION ? NODE_ROOT : NODE_DEFINITION;
    case NODE_TABLE:
        return kind == NODE_ROW || kind == NODE_CAPTION ? NODE_ROOT : NODE_ROW;
    case NODE_ROW:
        return kind == NODE_CELL ? NODE_ROOT : NODE_CELL;
    default:
        return NODE_ROOT;
    }
}

bool nesting_may_stand(enum node_kind container, enum node_kind kind)
{
    if (nesting_is_leaf(container)) {
        return false;
    }
    switch (kind) {
    case NODE_ITEM:
        return container == NODE_LIST;
    case NODE_ROW:
        return container == NODE_TABLE;
    case NODE_CELL:
        return container == NODE_ROW;
    case NODE_TERM:
    case NODE_DEFINITION:
        return container == NODE_DEFINITIONS;
    case NODE_CAPTION:
        return container == NODE_TABLE || container == NODE_FIGURE;
    case NODE_TABLE:
    case NODE_CODE_BLOCK:
    case NODE_QUOTE:
        return true;
    default:
        return container != NODE_FIGURE;
    }
}

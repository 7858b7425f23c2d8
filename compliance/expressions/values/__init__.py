"""The values of expressions and the functions on them, as CEL's specification has them."""

/** What stands between two braces; names are of letters, digits and underscores (Meta, "Templates"). */
export const variablePattern = /\{\{\s*(\w+)\s*\}\}/g;

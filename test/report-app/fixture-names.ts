/** Breaks out of text, attributes and scripts wherever something is not escaped; sets a flag if it runs. */
export const HOSTILE_NAME = `</script></style></title><img src=x onerror="globalThis.attacked=1">'"$&\${x}{{y}}\u2028\u202Eeman\u{1F5DD}`;
export const RIGHT_TO_LEFT_NAME = 'مدير-النظام-الأساسي';

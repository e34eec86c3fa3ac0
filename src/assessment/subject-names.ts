/** What names a policy or a principal; each may be empty. */
export interface NamedSubject {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
}

/** Everything a rule may name a policy or a principal by, in lower case. */
export function namesOf({ name, id, arn, path }: NamedSubject): readonly string[] {
  const names = [name];
  if (id !== '') names.push(id);
  if (arn !== '') names.push(arn);
  if (path !== '') names.push(path);
  if (path.length > 1) {
    const bare = path.replace(/^\//, '');
    const folder = path.endsWith('/') ? path : `${path}/`;
    names.push(
      bare,
      path.replace(/\/$/, ''),
      bare.replace(/\/$/, ''),
      `${folder}${name}`,
      `${folder}${name}`.replace(/^\//, ''),
    );
  } else if (path === '/') {
    names.push(`/${name}`);
  }
  return names.map((text) => text.toLowerCase());
}

import { actionLink } from '../../assessment/action-link.js';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { countOf } from '../../output/html-wording.js';
import { safeAddress } from '../model/describe-finding.js';
import type { ReportModel } from '../model/report-model.js';
import { serviceGroups, type ServiceGroup } from '../model/service-groups.js';

/** Up to so many actions in all, the groups stand open. */
const OPEN_UP_TO = 60;

interface ActionGroupsProps {
  readonly model: ReportModel;
  readonly actionSet: number;
}

/** The actions of a finding by service; long lists are built when their service is opened. */
export function ActionGroups({ model, actionSet }: ActionGroupsProps): JSX.Element {
  const groups = useMemo(() => serviceGroups(model.assessment, actionSet), [model, actionSet]);
  const total = groups.reduce((sum, group) => sum + group.actions.length, 0);
  return (
    <>
      <h4>
        {countOf(total, 'action')} in {countOf(groups.length, 'service')}
      </h4>
      <div class="action-groups">
        {groups.map((group) => (
          <Group
            key={`${actionSet} ${group.service}`}
            model={model}
            group={group}
            openAtFirst={total <= OPEN_UP_TO}
          />
        ))}
      </div>
    </>
  );
}

interface GroupProps {
  readonly model: ReportModel;
  readonly group: ServiceGroup;
  readonly openAtFirst: boolean;
}

function Group({ model, group, openAtFirst }: GroupProps): JSX.Element {
  const [isOpen, setOpen] = useState(openAtFirst);
  return (
    <details
      class="action-group"
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        {group.title} <span class="quiet">{group.actions.length}</span>
      </summary>
      {isOpen &&
        group.levels.map(({ level, actions }) => (
          <div key={level}>
            <h5>{level}</h5>
            <ul class="actions">
              {actions.map((index) => (
                <li key={index}>
                  <ActionName model={model} index={index} />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </details>
  );
}

function ActionName({ model, index }: { readonly model: ReportModel; readonly index: number }): JSX.Element {
  const name = model.assessment.actions[index] ?? '';
  const address = safeAddress(actionLink(name, model.assessment.services));
  return address === null ? (
    <span>{name}</span>
  ) : (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {name}
    </a>
  );
}

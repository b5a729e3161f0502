import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import type { SavedView } from '@xiezhi/contracts/views';
import { useSession } from '../../../shared/session';
import { newViewId, useViewChange, useViews } from '../api/cases';
import { sameFilter, type Filter } from '../lib/filter';

interface Props {
  filter: Filter;
  onOpen: (filter: Filter) => void;
}

/** Named filters: choosing, saving, renaming, one to begin with, and deleting, which can be undone. */
export function Views({ filter, onOpen }: Props) {
  const { t } = useSession();
  const { message } = App.useApp();
  const { data, error } = useViews();
  const { put, remove } = useViewChange();
  const [naming, setNaming] = useState<SavedView>();
  const [chosen, setChosen] = useState<string>();
  const views = data?.items ?? [];
  const fitting = views.find((view) => sameFilter(view.filter, filter));
  const current = fitting ?? views.find(({ id }) => id === chosen);
  if (error) return null;

  const said = (problem: Error) => void message.error(problem.message);
  const save = (view: SavedView) =>
    put.mutate(view, {
      onSuccess: () => {
        setNaming(undefined);
        setChosen(view.id);
        void message.success(t('已保存视图'));
      },
      onError: said,
    });
  const drop = (view: SavedView) =>
    remove.mutate(view.id, {
      onError: said,
      onSuccess: () => {
        const key = `view-${view.id}`;
        const back = () => {
          message.destroy(key);
          put.mutate(view, { onError: said });
        };
        void message.success({
          key,
          duration: 10,
          content: (
            <Space>
              {t('已删除视图')}
              <Button size="small" onClick={back}>
                {t('撤销')}
              </Button>
            </Space>
          ),
        });
      },
    });

  const items = [
    {
      key: 'new',
      label: t('保存为新视图…'),
      onClick: () => setNaming({ id: newViewId(), name: '', filter, preferred: false }),
    },
    ...(current
      ? [
          ...(fitting
            ? []
            : [{ key: 'update', label: t('用当前条件更新此视图'), onClick: () => save({ ...current, filter }) }]),
          { key: 'rename', label: t('改名…'), onClick: () => setNaming(current) },
          {
            key: 'prefer',
            label: t(current.preferred ? '不再先用此视图' : '打开列表时先用此视图'),
            onClick: () => save({ ...current, preferred: !current.preferred }),
          },
          { key: 'delete', danger: true, label: t('删除此视图'), onClick: () => drop(current) },
        ]
      : []),
  ];

  return (
    <Space.Compact>
      <Select
        style={{ width: 200 }}
        aria-label={t('选择视图')}
        placeholder={t('选择视图')}
        value={current?.id ?? null}
        options={views.map(({ id, name, preferred }) => ({
          value: id,
          label: preferred ? `${name}（${t('默认')}）` : name,
        }))}
        onChange={(id: string) => {
          setChosen(id);
          onOpen(views.find((view) => view.id === id)?.filter ?? {});
        }}
      />
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<DownOutlined />} iconPlacement="end">
          {t('视图')}
        </Button>
      </Dropdown>
      <Naming view={naming} busy={put.isPending} onCancel={() => setNaming(undefined)} onSave={save} />
    </Space.Compact>
  );
}

interface NamingProps {
  view: SavedView | undefined;
  busy: boolean;
  onCancel: () => void;
  onSave: (view: SavedView) => void;
}

function Naming({ view, busy, onCancel, onSave }: NamingProps) {
  const { t } = useSession();
  return (
    <Modal
      open={view !== undefined}
      title={t('视图名称')}
      footer={null}
      onCancel={onCancel}
      destroyOnHidden
      width={420}
    >
      {view && <NameForm key={view.id} view={view} busy={busy} onSave={onSave} />}
    </Modal>
  );
}

function NameForm({ view, busy, onSave }: Omit<NamingProps, 'onCancel' | 'view'> & { view: SavedView }) {
  const { t } = useSession();
  const [name, setName] = useState(view.name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onSave({ ...view, name: name.trim() });
      }}
    >
      <Space.Compact block>
        <Input
          autoFocus
          maxLength={30}
          aria-label={t('视图名称')}
          placeholder={t('请填写视图名称')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === ''}>
          {t('保存')}
        </Button>
      </Space.Compact>
    </form>
  );
}

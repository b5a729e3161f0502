import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Select, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import type { Example, PlayProgress as Play } from '@xiezhi/contracts/views';
import { control, readCurrent, readExamples, startPlay } from '../api';
import { PlayProgress } from './play-progress';

const POLL_MS = 1_000;
const KEY = ['rehearsal', 'play'];
const underWay = (play: Play | null | undefined) => play?.status === 'running' || play?.status === 'stopping';

/** @throws Error with a sentence for the person when the file is not JSON */
async function readJson(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    throw new Error(`${file.name} 不是 JSON 文件。`);
  }
}

function ChooseStory({ examples, busy, start }: { examples: Example[]; busy: boolean; start: (of: Source) => void }) {
  const { t } = useSession();
  const [example, choose] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  return (
    <Space wrap>
      {examples.length === 0 ? (
        <Nothing text={t('没有示例场景。')} />
      ) : (
        <Select
          aria-label={t('示例场景')}
          style={{ width: 640 }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('选择示例场景')}
          value={example ?? null}
          onChange={(value: string | null) => choose(value ?? undefined)}
          options={examples.map(({ id, title, from }) => ({
            value: id,
            label: `${id} ${title} · ${from.slice(0, 10)}`,
          }))}
        />
      )}
      <Button
        type="primary"
        disabled={example === undefined || busy}
        onClick={() => example !== undefined && start({ example })}
      >
        {t('播放')}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label={t('场景文件')}
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) start(chosen);
          target.value = '';
        }}
      />
      <Button disabled={busy} onClick={() => file.current?.click()}>
        {t('播放自己的场景文件')}
      </Button>
    </Space>
  );
}

type Source = File | { example: string };

/** A story played forward in the installation one looks at: its people act, the clock moves along. */
export function Story() {
  const { t } = useSession();
  const examples = useQuery({ queryKey: ['rehearsal', 'examples'], queryFn: readExamples, staleTime: Infinity });
  const current = useQuery({
    queryKey: KEY,
    queryFn: readCurrent,
    refetchInterval: ({ state }) => (underWay(state.data?.play) ? POLL_MS : false),
  });
  const reached = `${current.data?.play?.id} ${current.data?.play?.step} ${current.data?.play?.status}`;
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ['clock'] });
    void queryClient.invalidateQueries({ queryKey: ['cases'] });
  }, [reached]);
  const start = useMutation({
    mutationFn: async (of: Source) => startPlay(of instanceof File ? await readJson(of) : of),
    onSuccess: (data) => queryClient.setQueryData(KEY, data),
  });
  const steer = useMutation({ mutationFn: control, onSuccess: (data) => queryClient.setQueryData(KEY, data) });
  return (
    <Card size="small" title={t('播放场景')} style={{ marginTop: 12 }}>
      <p>{t('场景中的人员自动建立账号并依次办理，法院时间随之前进；场景的第一步不能早于当前法院时间。')}</p>
      {start.error && <Problem error={start.error} />}
      {steer.error && <Problem error={steer.error} />}
      <Loading query={examples}>
        {({ items }) => (
          <ChooseStory
            examples={items}
            busy={start.isPending || underWay(current.data?.play)}
            start={(of) => start.mutate(of)}
          />
        )}
      </Loading>
      <Loading query={current}>
        {({ play }) =>
          play ? (
            <PlayProgress play={play} busy={steer.isPending} steer={(what) => steer.mutate(what)} />
          ) : (
            <Alert
              type="info"
              style={{ marginTop: 12 }}
              title={`${t('没有播放中的场景；工作台重新启动即不再保留此前的播放。')}`}
            />
          )
        }
      </Loading>
    </Card>
  );
}

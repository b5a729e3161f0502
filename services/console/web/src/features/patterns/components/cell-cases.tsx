import { Button, Drawer, Space, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PatternCaseItem } from '@xiezhi/contracts/views';
import { PATTERN_OUTCOMES, patternWords } from '@xiezhi/rules';
import { Loading, Nothing } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { usePatternCases, type PatternQuestion, type Cell } from '../api/patterns';

interface Props {
  asked: PatternQuestion;
  cell: Cell;
  onClose: () => void;
}

/** The cases of a cell, as far as the reader may see them. */
export function CellCases({ asked, cell, onClose }: Props) {
  const { me, t } = useSession();
  /** Where each page before this one began. */
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  const query = usePatternCases(asked, cell, pages.at(-1));
  const title = [patternWords(asked.row, cell.row, asked.to), patternWords(asked.column, cell.column, asked.to)]
    .map((words) => wordIn(me.language, words))
    .join(' · ');
  return (
    <Drawer open size={860} title={title} onClose={onClose} destroyOnHidden>
      <Loading query={query}>
        {({ items, total, hidden, next }) => (
          <div className="stack">
            <p role="status" className="soft">
              {t('件数')} {total}
              {hidden > 0 && ` · ${t('其中无权查看、不列的')} ${hidden}`}
            </p>
            <Table<PatternCaseItem>
              size="small"
              rowKey="caseId"
              pagination={false}
              dataSource={items}
              scroll={{ x: true }}
              locale={{ emptyText: <Nothing text={t('没有可以列出的案件。')} /> }}
              columns={[
                {
                  title: t('文号'),
                  key: 'number',
                  render: (_, { caseId, number }) => (
                    <Link to={`/cases/${caseId}`} lang="zh-CN">
                      {number}
                    </Link>
                  ),
                },
                { title: t('执行法院'), key: 'executing', render: (_, one) => <Court code={one.executingCourt} /> },
                { title: t('决定法院'), key: 'deciding', render: (_, one) => <Court code={one.decidingCourt} /> },
                { title: t('收到'), dataIndex: 'receivedOn', width: 105 },
                {
                  title: t('结果'),
                  key: 'outcome',
                  render: (_, { outcome }) => wordIn(me.language, PATTERN_OUTCOMES[outcome]),
                },
              ]}
            />
            <Space>
              <Button disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
                {t('上一页')}
              </Button>
              <Button disabled={next === null} onClick={() => next !== null && setPages([...pages, next])}>
                {t('下一页')}
              </Button>
            </Space>
          </div>
        )}
      </Loading>
    </Drawer>
  );
}

import type { Piece } from '../lib/plan-diff';

/** How a text became another. @param apart each piece on a line of its own */
export function Pieces({ pieces, apart = false }: { pieces: readonly Piece[]; apart?: boolean }) {
  return (
    <p className="prose" lang="zh-CN">
      {pieces.map(({ kind, text }, index) => {
        const line = apart && index > 0 ? `\n${text}` : text;
        if (kind === 'added') return <ins key={index}>{line}</ins>;
        if (kind === 'removed') return <del key={index}>{line}</del>;
        return <span key={index}>{line}</span>;
      })}
    </p>
  );
}

import type { Notice, Notices } from '../session/notices.ts';

/**
 * The page's notices. The list itself is the live region, since screen readers often ignore a live
 * region that is inserted with its text. Errors interrupt a screen reader.
 */
export function NoticeList({ notices }: { readonly notices: Notices }) {
  return (
    <div class="notices" aria-live="polite">
      {notices.list.value.map((notice) => (
        <NoticeBox
          key={notice.subject}
          notice={notice}
          onDismiss={() => notices.dismiss(notice.subject)}
        />
      ))}
    </div>
  );
}

interface NoticeBoxProps {
  readonly notice: Notice;
  readonly onDismiss: () => void;
}

function NoticeBox({ notice: { kind, title, text, details }, onDismiss }: NoticeBoxProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <div>
        <strong>{title}</strong> <span>{text}</span>
        {details && (
          <ul>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
      </div>
      <button type="button" class="quiet" aria-label={`Dismiss: ${title}`} onClick={onDismiss}>
        ✕
      </button>
    </div>
  );
}

import type { Notice, Notices } from '../session/notices.ts';

/** What the page has to tell. Errors interrupt a screen reader, the rest waits its turn. */
export function NoticeList({ notices }: { readonly notices: Notices }) {
  return (
    <div class="notices">
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

function NoticeBox({ notice: { kind, title, text, details, link }, onDismiss }: NoticeBoxProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <div>
        <strong>{title}</strong> <span>{text}</span>
        {link && (
          <>
            {' '}
            <a href={link.href} target="_blank" rel="noreferrer">
              {link.text}
            </a>
          </>
        )}
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

import { useEffect, useState } from 'preact/hooks';
import icon from './icon.svg';
import { NoticeList } from './parts/NoticeList.tsx';
import { type OpenPage, openPage } from './session/openPage.ts';
import { problem } from './session/problem.ts';
import { AdapterChip } from './shell/AdapterChip.tsx';
import { NoWebGpu } from './shell/NoWebGpu.tsx';
import { Tabs } from './shell/Tabs.tsx';
import { ThemeButton } from './shell/ThemeButton.tsx';
import { CurrentTransport, CurrentView } from './views/CurrentView.tsx';

/** The whole page. */
export function App() {
  const [opened, setOpened] = useState<OpenPage>();
  const [failed, setFailed] = useState<unknown>();
  useEffect(() => {
    openPage().then(setOpened, (error: unknown) => setFailed(error));
  }, []);
  return (
    <div class="shell">
      <header class="masthead">
        <h1 class="brand">
          <img src={icon} alt="" /> webgpu-vae
        </h1>
        <Tabs />
        <div class="end">
          {opened?.session && <AdapterChip adapter={opened.session.adapter.value} />}
          <ThemeButton />
        </div>
      </header>
      {opened?.session && <CurrentTransport session={opened.session} />}
      <main>
        {failed !== undefined && <p role="alert">{problem(failed).text}</p>}
        {opened && <NoticeList notices={opened.notices} />}
        {opened?.session && <CurrentView session={opened.session} />}
        {opened?.support.kind !== 'adapter' && opened && <NoWebGpu support={opened.support} />}
      </main>
    </div>
  );
}

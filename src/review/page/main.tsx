import { render } from 'preact';
import 'virtual:tokens.css';
import './style/base.css';
import './style/frame.css';
import './style/map.css';
import './style/fix.css';
import './style/preview.css';
import './style/apply.css';
import { App } from './app.js';
import { SessionContext } from './context.js';
import { Session } from './session.js';

const root = document.getElementById('app');
if (root !== null) {
  const session = new Session();
  session.start();
  render(
    <SessionContext.Provider value={session}>
      <App />
    </SessionContext.Provider>,
    root,
  );
}

/** Loaded by Node into the kernel process before tslab: ends it with its parent and remembers the cell that runs. */
import vm from 'node:vm';

const runCode = vm.runInThisContext;
let runs = 0;
let running = { file: '', code: '' };

// tslab runs a cell as JavaScript without a file name or a source map: a name of its own tells its lines from other cells'.
vm.runInThisContext = (code, options) => {
  if (typeof options !== 'object' || options.filename !== undefined) return runCode(code, options);
  runs += 1;
  running = { file: `cell-run-${runs}`, code };
  return runCode(code, { ...options, filename: running.file });
};

process.on('message', () => process.send?.(running));
process.on('disconnect', () => process.exit());
process.channel?.unref();

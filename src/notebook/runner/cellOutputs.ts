import type { KernelMessage } from './messages.ts';
import type { CellOutput, DisplayOutput, MimeBundle } from './notebookFile.ts';

/** Displays of a whole notebook by their id, since a later cell may update an earlier one's. */
export type Displays = Map<string, DisplayOutput[]>;

interface DisplayContent {
  readonly data: MimeBundle;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
}

/** Takes a kernel's message into the outputs of its cell: text that goes on is joined, an updated display changes in place. */
export function takeOutput(message: KernelMessage, outputs: CellOutput[], displays: Displays): void {
  if (message.type === 'stream') takeText(message.content as unknown as StreamContent, outputs);
  if (message.type !== 'display_data' && message.type !== 'update_display_data') return;
  const { data, metadata = {}, transient } = message.content as unknown as DisplayContent;
  const shown = displays.get(transient?.display_id ?? '') ?? [];
  for (const output of shown) Object.assign(output, { data, metadata });
  if (message.type === 'update_display_data') return;
  const output: DisplayOutput = { output_type: 'display_data', data, metadata };
  outputs.push(output);
  if (transient?.display_id) displays.set(transient.display_id, [...shown, output]);
}

interface StreamContent {
  readonly name: 'stdout' | 'stderr';
  readonly text: string;
}

function takeText({ name, text }: StreamContent, outputs: CellOutput[]): void {
  const last = outputs.at(-1);
  if (last?.output_type === 'stream' && last.name === name) last.text += text;
  else outputs.push({ output_type: 'stream', name, text });
}

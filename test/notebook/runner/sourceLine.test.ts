import { expect, test } from 'vitest';
import { sourceLine } from '../../../src/notebook/runner/sourceLine.ts';

const source = `interface Trial {
  choice: number;
}

function checked(
  trial: Trial,
): number {
  // a comment
  if (trial.choice > 1) throw new RangeError('bad');
  return trial.choice;
}
checked({ choice: 3 });`;

const compiled = `(function(exports, require) { Object.defineProperty(exports, "__esModule", { value: true });
exports.checked = void 0;
function checked(trial) {
    // a comment
    if (trial.choice > 1)
        throw new RangeError('bad');
    return trial.choice;
}
exports.checked = checked;
exports.tsLastExpr = checked({ choice: 3 });
})`;

test('a position in the compiled cell leads to the line of the source', () => {
  expect(sourceLine(source, compiled, 6, 15)).toBe(9);
  expect(sourceLine(source, compiled, 7, 5)).toBe(10);
  expect(sourceLine(source, compiled, 10, 22)).toBe(12);
});

test('a position before anything that is in both texts has no line', () => {
  expect(sourceLine('x', '(x', 1, 1)).toBeUndefined();
});

test('a cell that is too long to align has no line', () => {
  expect(sourceLine('x '.repeat(7000), 'x', 1, 1)).toBeUndefined();
});

import { DataError } from 'webgpu-vae/formats';
import type { SkippedFile } from '../imageSet.ts';
import { squareSide } from './limits.ts';

/** Number of invalid lines reported individually; further ones are only counted. */
const namedLines = 5;

const labelName = /^(label|class|target)$/i;
/** The header of a column of row numbers; pandas leaves it empty. */
const indexName = /^(|index|id|unnamed: 0)$/i;

/** The columns of a table that may hold the label. */
interface Layout {
  readonly columns: number;
  readonly side: number;
  /** Empty, the column that the header names, or the first and the last. */
  readonly labelColumns: readonly number[];
}

/** Collects rows of numbers line by line. */
export class CsvTable {
  readonly #name: string;
  #line = 0;
  #header: readonly string[] | undefined;
  /** The first column numbers the rows, as pandas writes it. */
  #numbered = false;
  #layout: Layout | undefined;
  /** [rows, columns]; NaN in a label column if it holds no intensity. */
  #values = new Float32Array(1 << 12);
  /** Line number in the file of each row. */
  readonly #lines: number[] = [];
  /** [labelColumns, rows] */
  #texts: string[][] = [];
  #badCount = 0;
  readonly #bad: SkippedFile[] = [];

  /** @param name name of the file in messages */
  constructor(name: string) {
    this.#name = name;
  }

  get rows(): number {
    return this.#lines.length;
  }

  /** Width and height of the images; undefined before the first row. */
  get side(): number | undefined {
    return this.#layout?.side;
  }

  /** [labelColumns]: number and texts [rows] of each column that may hold the label. */
  get labelCandidates(): readonly { column: number; texts: readonly string[] }[] {
    const columns = this.#layout?.labelColumns ?? [];
    return columns.map((column, i) => ({ column, texts: this.#texts[i] as string[] }));
  }

  /**
   * Adds the next line of the file.
   *
   * @throws {DataError} when the number of columns in the first row fits no image
   */
  add(fields: readonly string[]): void {
    this.#line += 1;
    if (fields.length === 1 && fields[0]?.trim() === '') return;
    if (this.#line === 1 && isHeader(fields)) {
      this.#header = fields.map(bare);
      this.#numbered = indexName.test(this.#header[0] ?? '');
      if (this.#numbered) this.#header = this.#header.slice(1);
    } else {
      this.#addRow(this.#numbered ? fields.slice(1) : fields);
    }
  }

  /**
   * The pixels of the rows, without the label column. Rows with an invalid intensity in another
   * column are left out.
   *
   * @returns `values` [kept, side * side], and `kept`, the numbers of these rows
   */
  pixels(labelColumn: number | undefined): { values: Float32Array; kept: number[] } {
    const { columns, side } = this.#layout as Layout;
    const kept: number[] = [];
    const values = new Float32Array(this.rows * side * side);
    let at = 0;
    for (let row = 0; row < this.rows; row++) {
      const cells = this.#values.subarray(row * columns, (row + 1) * columns);
      const unreadable = cells.findIndex((value, i) => i !== labelColumn && Number.isNaN(value));
      if (unreadable !== -1) {
        this.#refuse(this.#lines[row] as number, `column ${unreadable + 1} holds no intensity`);
        continue;
      }
      kept.push(row);
      for (let i = 0; i < columns; i++) if (i !== labelColumn) values[at++] = cells[i] as number;
    }
    return { values: values.subarray(0, at), kept };
  }

  /** The omitted lines: some individually, the rest as a count. */
  leftOut(): SkippedFile[] {
    const more = this.#badCount - this.#bad.length;
    if (more === 0) return [...this.#bad];
    return [
      ...this.#bad,
      {
        name: this.#name,
        reason: `${more} more ${more === 1 ? 'line was' : 'lines were'} left out`,
      },
    ];
  }

  #addRow(fields: readonly string[]): void {
    this.#layout ??= layoutOf(fields.length, this.#header);
    const { columns, labelColumns } = this.#layout;
    if (fields.length !== columns) {
      this.#refuse(this.#line, `expected ${columns} fields, got ${fields.length}`);
      return;
    }
    const start = this.rows * columns;
    this.#reserve(start + columns);
    for (let i = 0; i < columns; i++) {
      const field = fields[i] as string;
      const value = intensityOf(field);
      if (Number.isNaN(value)) {
        const text = bare(field);
        // A label may be a word, but no label or pixel may be empty.
        if (!labelColumns.includes(i) || text === '') {
          const got = `got "${text.slice(0, 20)}"`;
          this.#refuse(this.#line, `column ${i + 1}: expected a number from 0 to 255, ${got}`);
          return;
        }
      }
      this.#values[start + i] = value;
    }
    this.#lines.push(this.#line);
    for (const [i, column] of labelColumns.entries()) {
      this.#texts[i] ??= [];
      this.#texts[i].push(bare(fields[column] as string));
    }
  }

  #reserve(length: number): void {
    if (length <= this.#values.length) return;
    const longer = new Float32Array(Math.max(length, 2 * this.#values.length));
    longer.set(this.#values);
    this.#values = longer;
  }

  #refuse(line: number, problem: string): void {
    this.#badCount += 1;
    if (this.#bad.length >= namedLines) return;
    this.#bad.push({ name: this.#name, reason: `line ${line}: ${problem}` });
  }
}

function layoutOf(columns: number, header: readonly string[] | undefined): Layout {
  const named =
    header?.length === columns ? header.findIndex((field) => labelName.test(field)) : -1;
  const whole = named === -1 ? squareSide(columns) : undefined;
  if (whole !== undefined) return { columns, side: whole, labelColumns: [] };
  const side = squareSide(columns - 1);
  if (side !== undefined) {
    return { columns, side, labelColumns: named === -1 ? [0, columns - 1] : [named] };
  }
  throw new DataError(
    `its rows have ${columns} fields; expected a square number of pixels, such as 784, or one ` +
      'field more with the label',
  );
}

/**
 * A header has a column called label, or mostly fields that are not numbers, or it numbers the
 * columns, as pandas does.
 */
function isHeader(fields: readonly string[]): boolean {
  if (numbersColumns(fields)) return true;
  const words = fields.filter((field) => Number.isNaN(Number(bare(field))));
  return 2 * words.length > fields.length || words.some((field) => labelName.test(bare(field)));
}

/** True for the numbers 0, 1, 2, … or 1, 2, 3, …, perhaps with an empty or a named field at an end. */
function numbersColumns(fields: readonly string[]): boolean {
  const texts = fields.map(bare);
  const numbers = texts.filter((text) => text !== '' && !Number.isNaN(Number(text))).map(Number);
  const [first = 2] = numbers;
  if (numbers.length < 4 || numbers.length < texts.length - 2 || first > 1) return false;
  return numbers.every((number, i) => number === first + i);
}

/** The number in a field; NaN if it is not a number from 0 to 255. */
function intensityOf(field: string): number {
  // Fast path: most fields of large tables are 0.
  if (field === '0') return 0;
  const value = Number(field);
  if (value > 0 && value <= 255) return value;
  const text = bare(field);
  // Number('') would be 0.
  const found = text === '' ? Number.NaN : Number(text);
  return found >= 0 && found <= 255 ? found : Number.NaN;
}

/** A field without surrounding spaces and quotes. */
function bare(field: string): string {
  return field.trim().replace(/^"(.*)"$/, '$1');
}

import { valueOf, type ExportColumn, type ExportValue, type Field, type SourceRow } from './fields';

export type FileFormat = 'csv' | 'xlsx' | 'parquet';

interface LayoutField extends Field {
  /** The columns of the summary that it is made of. */
  readonly from: readonly Pick<ExportColumn, 'name' | 'kind'>[];
  /** Written as SHA-256. */
  readonly hashed?: true;
  value(row: SourceRow): ExportValue;
}

/** What a file of customers must look like for whoever reads it. */
export interface Layout {
  readonly id: 'table' | 'klaviyo' | 'mailchimp' | 'meta' | 'google';
  readonly formats: readonly [FileFormat, ...FileFormat[]];
  /** Customers without an address are left out. */
  readonly needsEmail: boolean;
  readonly takesColumns: boolean;
  /** A byte order mark tells spreadsheets the encoding; a platform would read it as part of the first header. */
  readonly marksEncoding: boolean;
  fields(columns: readonly ExportColumn[], format: FileFormat): readonly LayoutField[];
}

const asIs = (column: ExportColumn, header: string): LayoutField => ({
  header,
  kind: column.kind,
  from: [column],
  value: (row) => valueOf(row, column.name),
});

const text = (name: string): readonly Pick<ExportColumn, 'name' | 'kind'>[] => [{ name, kind: 'text' }];

/** As all platforms compare addresses: lower case, without spaces before, after or inside. */
function normalisedEmail(row: SourceRow): string | null {
  const email = valueOf(row, 'email');
  return typeof email === 'string' ? email.toLowerCase().replaceAll(/\s/g, '') : null;
}

/** ISO 3166 two-letter code in lower case; null where the files write the country otherwise. */
function countryCode(row: SourceRow): string | null {
  const country = valueOf(row, 'country');
  const code = typeof country === 'string' ? country.trim().toLowerCase() : '';
  return /^[a-z]{2}$/.test(code) ? code : null;
}

const email = (header: string): LayoutField => ({
  header,
  kind: 'text',
  from: text('email'),
  value: normalisedEmail,
});

/** The day alone: platforms know dates better than moments. */
const property = (column: ExportColumn): LayoutField => ({
  ...asIs(column, column.name),
  value: (row) => {
    const value = valueOf(row, column.name);
    return column.kind === 'date' && typeof value === 'string' ? value.slice(0, 10) : value;
  },
});

const properties = (columns: readonly ExportColumn[]): LayoutField[] =>
  columns.filter(({ name }) => name !== 'email').map(property);

/** The chosen columns as they are: titles for people, names for programs. */
const table: Layout = {
  id: 'table',
  formats: ['csv', 'xlsx', 'parquet'],
  needsEmail: false,
  takesColumns: true,
  marksEncoding: true,
  fields: (columns, format) =>
    columns.map((column) => asIs(column, format === 'parquet' ? column.name : column.label)),
};

/**
 * The first column is `Email`; any other column becomes a custom property of its name.
 * https://help.klaviyo.com/hc/en-us/articles/115005078967
 */
const klaviyo: Layout = {
  id: 'klaviyo',
  formats: ['csv'],
  needsEmail: true,
  takesColumns: true,
  marksEncoding: false,
  fields: (columns) => [
    email('Email'),
    ...properties(columns).map((field) =>
      field.header === 'country' ? { ...field, header: 'Country' } : field,
    ),
  ],
};

/**
 * `Email Address` is the only column that is asked for; the others are matched to the audience's fields.
 * https://mailchimp.com/help/format-guidelines-for-your-import-file/
 */
const mailchimp: Layout = {
  id: 'mailchimp',
  formats: ['csv'],
  needsEmail: true,
  takesColumns: true,
  marksEncoding: false,
  fields: (columns) => [email('Email Address'), ...properties(columns)],
};

/**
 * Column headers: https://www.facebook.com/business/help/2082575038703844
 * The value column, a plain number: https://www.facebook.com/business/help/1033094474356222
 * E-mail trimmed, in lower case, SHA-256; country as two letters in lower case, SHA-256:
 * https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences
 */
const meta: Layout = {
  id: 'meta',
  formats: ['csv'],
  needsEmail: true,
  takesColumns: false,
  marksEncoding: false,
  fields: () => [
    { ...email('email'), hashed: true },
    { header: 'country', kind: 'text', from: text('country'), hashed: true, value: countryCode },
    {
      header: 'value',
      kind: 'money',
      from: [{ name: 'net', kind: 'money' }],
      // A value below zero is refused; somebody who sent all of it back was worth nothing.
      value: (row) => {
        const net = valueOf(row, 'net');
        return typeof net === 'string' && net.startsWith('-') ? '0.0000' : net;
      },
    },
  ],
};

/**
 * `Email`, in lower case and without spaces, SHA-256. Country and Zip count only beside a first and a last name, which
 * order files do not hold here. https://support.google.com/google-ads/answer/7659867
 */
const google: Layout = {
  id: 'google',
  formats: ['csv'],
  needsEmail: true,
  takesColumns: false,
  marksEncoding: false,
  fields: () => [{ ...email('Email'), hashed: true }],
};

export const layouts: readonly Layout[] = [table, klaviyo, mailchimp, meta, google];

export type { LayoutField };

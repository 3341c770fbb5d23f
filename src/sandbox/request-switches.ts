/** What the server does with the data that it receives. */
export interface RequestSwitches {
  /**
   * Fields of requests that are silently dropped; an update leaves their stored values unchanged. `externalId`, `email`,
   * `phone`, `description`, `address`, `address.zipcode`, `metaData` and `emailUnique` of customers;
   * `subAccount.customerId`, `subAccountAddress.customerId`, and `addresses.customerId` of `POST /addresses`.
   * @default []
   */
  ignoredFields: readonly string[];
  /** Fields, named in the same way, that are refused: 422, `"customerId" is not allowed`. @default [] */
  refusedFields: readonly string[];
  /** How the name of a customer is stored: as sent, in capitals, or with single spaces. @default 'kept' */
  nameForm: 'kept' | 'upper' | 'squeezed';
  /** The required JSON type of a zipcode; another is refused with 422. `strictZip` is `number`. @default 'any' */
  zipcodeType: 'any' | 'number' | 'text';
  /** null in the body of a customer, or in its address, is refused with 422. @default false */
  refuseNull: boolean;
  /** An empty text for email, phone, description or a part of the address is refused with 422. @default false */
  refuseEmptyText: boolean;
  /** Filters of `GET /addresses` that are ignored, such as `asset`. @default [] */
  ignoredFilters: readonly string[];
  /** The assets that addresses can be created for; a sub-account's own address is of the first. @default ['BTC'] */
  assets: readonly string[];
}

export const requestDefaults: Readonly<RequestSwitches> = Object.freeze({
  ignoredFields: Object.freeze([]),
  refusedFields: Object.freeze([]),
  nameForm: 'kept',
  zipcodeType: 'any',
  refuseNull: false,
  refuseEmptyText: false,
  ignoredFilters: Object.freeze([]),
  assets: Object.freeze(['BTC']),
});

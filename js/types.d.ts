// Tabulator comes without types.
declare module "tabulator-tables" {
  export const TabulatorFull: any;
}
// What our own nodes carry beside what the DOM knows.
interface Element { [key: `cmp${string}`]: any }

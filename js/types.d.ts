// Tabulator comes without types.
declare module "tabulator-tables" {
  export const TabulatorFull: any;
}
// Neither does SortableJS.
declare module "sortablejs" {
  const Sortable: any;
  export default Sortable;
}
// What our own nodes carry beside what the DOM knows.
interface Element { [key: `cmp${string}`]: any }

//! A SELECT as a table of another query.

use super::{Select, SelectSql};
use crate::{
    expr::scope::Scope,
    query::{Limits, ListColumns, Rename, RenameList, Tabular},
};

impl<From, Outer, G, D, P: ListColumns, F, W, GB, H, O, L: Limits> Tabular
    for Select<Scope<From, Outer>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type Columns = P::Columns;
}

impl<S, Gr, C, D, P: RenameList<C>, F, W, G, H, O, L> Rename<C> for Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L>> {
    type Renamed = SelectSql<D, P::Renamed, F, W, G, H, O, L>;
    #[inline]
    fn rename(self) -> Self::Renamed {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        SelectSql { D, P: P.rename_list(), F, W, G, H, O, L }
    }
}

package com.autoparts.stock.ref;

import static com.autoparts.stock.ref.Book.ok;
import static com.autoparts.stock.ref.Book.refused;

import com.autoparts.stock.api.Band;
import com.autoparts.stock.api.BucketQuery;
import com.autoparts.stock.api.BucketView;
import com.autoparts.stock.api.ExplainQuery;
import com.autoparts.stock.api.LotQuery;
import com.autoparts.stock.api.LotView;
import com.autoparts.stock.api.Promise;
import com.autoparts.stock.api.PromiseReq;
import com.autoparts.stock.api.QtyExplain;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.ResultCode;
import com.autoparts.stock.api.SellableItem;
import com.autoparts.stock.api.SellableReq;
import com.autoparts.stock.api.StockQueryService;
import com.autoparts.stock.api.Substitute;
import com.autoparts.stock.api.SubstituteReq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;

/** What can be sold and where it lies. */
final class Queries implements StockQueryService {
    /** Up to this many are shown as low, as the stock center does. */
    private static final long LOW = 5;

    private final Book book;

    Queries(Book book) {
        this.book = book;
    }

    @Override
    public Result<List<SellableItem>> batchSellable(SellableReq request) {
        synchronized (book) {
            List<SellableItem> items = new ArrayList<>();
            Collection<String> warehouses = request.getWarehouse() == null
                ? book.warehouses() : Collections.singletonList(request.getWarehouse());
            for (String sku : request.getSkus()) {
                SellableItem item = new SellableItem();
                item.setSku(sku);
                item.setKnown(book.knows(sku));
                for (String warehouse : warehouses) {
                    long here = item.isKnown() ? book.balance(sku, warehouse).available : 0;
                    item.setSellable(item.getSellable() + here);
                    item.setWarehouseCount(item.getWarehouseCount() + (here > 0 ? 1 : 0));
                }
                item.setBand(item.getSellable() == 0 ? Band.OUT : item.getSellable() <= LOW ? Band.LOW : Band.IN_STOCK);
                item.setAsOf(new Date());
                items.add(item);
            }
            return ok(items);
        }
    }

    @Override
    public Result<List<BucketView>> buckets(BucketQuery query) {
        synchronized (book) {
            List<BucketView> rows = new ArrayList<>();
            Collection<String> warehouses = query.getWarehouses().isEmpty() ? book.warehouses() : query.getWarehouses();
            for (String sku : query.getSkus()) {
                for (String warehouse : warehouses) {
                    Book.Balance balance = book.balance(sku, warehouse);
                    if (balance.seq == 0) {
                        continue;
                    }
                    BucketView row = new BucketView();
                    row.setSku(sku);
                    row.setWarehouse(warehouse);
                    row.setPool("SHARED");
                    row.setAvailable(balance.available);
                    row.setPreoccupied(balance.preoccupied);
                    row.setAllocated(balance.allocated);
                    row.setFrozen(balance.frozen);
                    row.setOnHand(balance.available + balance.preoccupied + balance.allocated + balance.frozen);
                    row.setSellable(balance.available);
                    row.setLastSeq(balance.seq);
                    rows.add(row);
                }
            }
            return ok(rows);
        }
    }

    @Override
    public Result<Promise> promise(PromiseReq request) {
        return refused(ResultCode.NOT_IMPLEMENTED, "not part of this reference");
    }

    @Override
    public Result<List<LotView>> lots(LotQuery query) {
        return refused(ResultCode.NOT_IMPLEMENTED, "not part of this reference");
    }

    @Override
    public Result<QtyExplain> explainQuantity(ExplainQuery query) {
        return refused(ResultCode.NOT_IMPLEMENTED, "not part of this reference");
    }

    @Override
    public Result<List<Substitute>> substitutes(SubstituteReq request) {
        return refused(ResultCode.NOT_IMPLEMENTED, "not part of this reference");
    }
}

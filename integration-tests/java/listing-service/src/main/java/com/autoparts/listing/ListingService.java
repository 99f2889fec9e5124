package com.autoparts.listing;

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
import java.util.Date;
import java.util.List;

/** Listing pages; what else the interface has is not what is measured. */
public class ListingService implements StockQueryService {
    /** Up to this many are shown as low, as the stock center does. */
    private static final long LOW = 5;

    private final Figures figures;

    public ListingService(Figures figures) {
        this.figures = figures;
    }

    @Override
    public Result<List<SellableItem>> batchSellable(SellableReq request) {
        String tenant = request.getTenant() == null ? "default" : request.getTenant();
        List<SellableItem> items = new ArrayList<>(request.getSkus().size());
        for (Figure figure : figures.of(tenant, request.getAreaCode(), request.getSkus())) {
            SellableItem item = new SellableItem();
            item.setSku(figure.getSku());
            item.setKnown(figure.getVersion() > 0);
            item.setSellable(figure.getSellable());
            item.setWarehouseCount(figure.getWarehouses());
            item.setVersion(figure.getVersion());
            item.setBand(figure.getSellable() == 0 ? Band.OUT : figure.getSellable() <= LOW ? Band.LOW : Band.IN_STOCK);
            item.setAsOf(new Date(figure.getAsOf()));
            items.add(item);
        }
        Result<List<SellableItem>> result = new Result<>();
        result.setCode(ResultCode.OK);
        result.setData(items);
        return result;
    }

    private static <T> Result<T> notHere() {
        Result<T> result = new Result<>();
        result.setCode(ResultCode.NOT_IMPLEMENTED);
        result.setMessage("this service answers listing pages only");
        return result;
    }

    @Override
    public Result<Promise> promise(PromiseReq request) {
        return notHere();
    }

    @Override
    public Result<List<BucketView>> buckets(BucketQuery query) {
        return notHere();
    }

    @Override
    public Result<List<LotView>> lots(LotQuery query) {
        return notHere();
    }

    @Override
    public Result<QtyExplain> explainQuantity(ExplainQuery query) {
        return notHere();
    }

    @Override
    public Result<List<Substitute>> substitutes(SubstituteReq request) {
        return notHere();
    }
}

package com.autoparts.mall.dao;

import com.autoparts.mall.model.CartLine;
import com.autoparts.mall.model.MallPart;
import java.util.List;
import org.apache.ibatis.annotations.Param;

/** The mall's own tables; the statements are in {@code mapper/MallMapper.xml}. */
public interface MallMapper {
    void savePart(MallPart part);

    List<MallPart> parts(@Param("skus") List<String> skus);

    void putIntoCart(@Param("buyerId") String buyerId, @Param("sku") String sku, @Param("quantity") long quantity);

    List<CartLine> cart(@Param("buyerId") String buyerId);
}

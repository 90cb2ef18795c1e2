/** The sample shop's assortment: coffee, tea and what one needs to make them. Prices and costs in cents. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly cost: number;
  /** How often it is chosen, against the others. */
  readonly popularity: number;
  /** Products that go with it, by id. */
  readonly pairs: readonly string[];
}

type Line = readonly [
  id: string,
  name: string,
  price: number,
  cost: number,
  popularity: number,
  ...pairs: string[],
];

const assortment: Readonly<Record<string, readonly Line[]>> = {
  Coffee: [
    ['COF-01', 'House Espresso 250 g', 950, 410, 14],
    ['COF-02', 'House Espresso 1 kg', 3290, 1490, 12, 'CAR-01'],
    ['COF-03', 'Ethiopia Yirgacheffe 250 g', 1390, 690, 9, 'BRE-08'],
    ['COF-04', 'Colombia Huila 250 g', 1250, 590, 9, 'BRE-08'],
    ['COF-05', 'Guatemala Antigua 250 g', 1290, 610, 6],
    ['COF-06', 'Brazil Cerrado 1 kg', 2990, 1390, 8],
    ['COF-07', 'Kenya Nyeri 250 g', 1590, 830, 4, 'BRE-08'],
    ['COF-08', 'Sumatra Mandheling 250 g', 1350, 640, 4],
    ['COF-09', 'Decaf Swiss Water 250 g', 1190, 560, 6],
    ['COF-10', 'Filter Blend 500 g', 1890, 860, 7, 'BRE-08'],
    ['COF-11', 'Cold Brew Blend 500 g', 1950, 890, 4, 'BRE-10'],
    ['COF-12', 'Geisha Reserve 100 g', 3900, 2350, 1],
  ],
  Tea: [
    ['TEA-01', 'Earl Grey 100 g', 890, 320, 7, 'TEA-10'],
    ['TEA-02', 'Darjeeling First Flush 100 g', 1790, 890, 3, 'TEA-10'],
    ['TEA-03', 'Sencha 100 g', 1290, 560, 5, 'TEA-10'],
    ['TEA-04', 'Matcha Ceremonial 30 g', 2450, 1180, 4, 'TEA-09'],
    ['TEA-05', 'Jasmine Pearls 100 g', 1490, 650, 3],
    ['TEA-06', 'Rooibos Vanilla 100 g', 790, 280, 5],
    ['TEA-07', 'Chamomile Flowers 75 g', 690, 230, 5, 'PAN-01'],
    ['TEA-08', 'Masala Chai 150 g', 1090, 410, 5, 'PAN-01'],
    ['TEA-09', 'Bamboo Matcha Whisk', 1690, 720, 2, 'TEA-04'],
    ['TEA-10', 'Steel Tea Infuser', 990, 340, 4],
  ],
  Brewing: [
    ['BRE-01', 'Moka Pot 3 Cups', 2490, 1190, 6, 'COF-01'],
    ['BRE-02', 'Moka Pot 6 Cups', 3290, 1590, 5, 'COF-02'],
    ['BRE-03', 'Pour-over Dripper', 1990, 840, 5, 'BRE-08', 'BRE-07'],
    ['BRE-04', 'French Press 1 l', 3490, 1620, 4, 'COF-10'],
    ['BRE-05', 'Hand Grinder', 7900, 4250, 3, 'BRE-06', 'CAR-04'],
    ['BRE-06', 'Brewing Scale', 4500, 2380, 3],
    ['BRE-07', 'Gooseneck Kettle', 5900, 3150, 3],
    ['BRE-08', 'Paper Filters 100 pcs', 590, 190, 10],
    ['BRE-09', 'Electric Grinder', 15900, 9700, 1, 'CAR-04', 'COF-02'],
    ['BRE-10', 'Cold Brew Bottle', 2690, 1210, 3, 'COF-11'],
    ['BRE-11', 'Espresso Machine', 38900, 26100, 0.5, 'CAR-01', 'COF-02'],
    ['BRE-12', 'Milk Frother', 2290, 980, 4],
  ],
  Cups: [
    ['CUP-01', 'Espresso Cup', 890, 330, 6],
    ['CUP-02', 'Cappuccino Cup', 1190, 440, 6],
    ['CUP-03', 'Stoneware Mug', 1490, 560, 6],
    ['CUP-04', 'Double-wall Glass', 1390, 590, 4],
    ['CUP-05', 'Travel Mug 350 ml', 2490, 1080, 5],
    ['CUP-06', 'Tea Bowl', 1590, 640, 2, 'TEA-04'],
    ['CUP-07', 'Teapot 0.8 l', 3290, 1480, 3, 'TEA-01', 'CUP-06'],
  ],
  Pantry: [
    ['PAN-01', 'Orange Blossom Honey 500 g', 1150, 610, 6],
    ['PAN-02', 'Almond Biscotti 200 g', 650, 270, 9, 'COF-01'],
    ['PAN-03', 'Dark Chocolate 70 % 100 g', 490, 210, 9],
    ['PAN-04', 'Hot Chocolate 300 g', 1090, 480, 4],
    ['PAN-05', 'Brown Cane Sugar 500 g', 390, 160, 5],
    ['PAN-06', 'Oat Drink Barista 6 x 1 l', 1590, 1020, 5, 'BRE-12'],
    ['PAN-07', 'Vanilla Syrup 0.7 l', 990, 420, 4],
    ['PAN-08', 'Hazelnut Spread 250 g', 790, 380, 4],
  ],
  Care: [
    ['CAR-01', 'Descaler 500 ml', 890, 290, 6],
    ['CAR-02', 'Cleaning Tablets 60 pcs', 1290, 430, 4],
    ['CAR-03', 'Water Filter Cartridge', 1690, 790, 5],
    ['CAR-04', 'Grinder Brush', 590, 190, 3],
    ['CAR-05', 'Linen Tea Towel', 1190, 480, 3],
    ['CAR-06', 'Moka Gasket Set', 490, 130, 3],
  ],
  Gifts: [
    ['GIF-01', 'Tasting Box 4 Coffees', 2990, 1490, 5],
    ['GIF-02', 'Tasting Box 6 Teas', 2790, 1250, 3, 'TEA-10'],
    ['GIF-03', 'Breakfast Hamper', 5900, 3190, 2],
    ['GIF-04', 'Starter Set Moka', 4900, 2410, 3, 'CUP-01'],
    ['GIF-05', 'Gift Tin', 690, 250, 3],
  ],
};

export const catalogue: readonly Product[] = Object.entries(assortment).flatMap(([category, lines]) =>
  lines.map(([id, name, price, cost, popularity, ...pairs]) => ({
    id,
    name,
    category,
    price,
    cost,
    popularity,
    pairs,
  })),
);

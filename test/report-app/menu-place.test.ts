import { describe, expect, it } from 'vitest';
import { menuPlace } from '../../src/report-app/list/menu-place.js';

const WINDOW = { left: 0, top: 0, right: 800, bottom: 600 };

describe('the place of a menu', () => {
  it('is left alone where there is room', () => {
    expect(menuPlace({ left: 10, top: 100, right: 210, bottom: 400 }, WINDOW)).toEqual({
      right: 0,
      down: 0,
      maxHeight: 300,
    });
  });

  it('is moved from the right edge, and never over the left one', () => {
    expect(menuPlace({ left: -90, top: 100, right: 110, bottom: 400 }, WINDOW).right).toBe(98);
    expect(menuPlace({ left: 700, top: 100, right: 900, bottom: 400 }, WINDOW).right).toBe(-108);
    expect(menuPlace({ left: 5, top: 100, right: 900, bottom: 400 }, WINDOW).right).toBe(3);
  });

  it('is made shorter, or moved up where little would be left of it', () => {
    expect(menuPlace({ left: 10, top: 300, right: 210, bottom: 900 }, WINDOW)).toMatchObject({
      down: 0,
      maxHeight: 292,
    });
    expect(menuPlace({ left: 10, top: 500, right: 210, bottom: 800 }, WINDOW)).toMatchObject({
      down: -208,
      maxHeight: 300,
    });
    expect(menuPlace({ left: 10, top: 500, right: 210, bottom: 1500 }, WINDOW)).toMatchObject({
      down: -492,
      maxHeight: 584,
    });
  });
});

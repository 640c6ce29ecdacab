import { expect, it } from 'vitest';
import {
  choicesOf,
  chooseAll,
  isReasoned,
  type ReturnDraft,
  setQuantity,
  setReason,
  toggleLine,
  withinReach,
} from './return-draft.ts';

const mugs = { n: 1, soldMilli: 2000, returnedMilli: 0, leftMilli: 2000 };
const apron = { n: 2, soldMilli: 1000, returnedMilli: 1000, leftMilli: 0 };
const beans = { n: 3, soldMilli: 1000, returnedMilli: 0, leftMilli: 1000 };
const nothing: ReturnDraft = [];

it('takes a line in with all that is left, and out again', () => {
  const draft = toggleLine(nothing, mugs);
  expect(draft).toEqual([{ n: 1, quantityMilli: 2000, reason: null }]);
  expect(toggleLine(draft, mugs)).toEqual([]);
});

it('takes all that is left, without what came back already', () => {
  expect(chooseAll(nothing, [mugs, apron, beans]).map((line) => line.n)).toEqual([1, 3]);
});

it('one reason serves all lines that have none', () => {
  const draft = setReason(chooseAll(nothing, [mugs, beans]), 3, 'damaged');
  expect(draft.map((line) => line.reason)).toEqual(['damaged', 'damaged']);
  expect(setReason(draft, 1, 'wrong_item').map((line) => line.reason)).toEqual(['wrong_item', 'damaged']);
  expect(isReasoned(draft)).toBe(true);
});

it('a further line begins with the reason of the others', () => {
  const draft = setReason(toggleLine(nothing, mugs), 1, 'damaged');
  expect(toggleLine(draft, beans)[1]?.reason).toBe('damaged');
});

it('gives way to what another till took back meanwhile', () => {
  const draft = chooseAll(nothing, [mugs, beans]);
  const left = [
    { ...mugs, leftMilli: 1000 },
    { ...beans, leftMilli: 0 },
  ];
  expect(withinReach(draft, left)).toEqual([{ n: 1, quantityMilli: 1000, reason: null }]);
});

it('has its sum in the order of the receipt before a reason is chosen', () => {
  const draft = setQuantity(toggleLine(toggleLine(nothing, beans), mugs), 1, 1000);
  expect(choicesOf(draft)).toEqual([
    { n: 1, quantityMilli: 1000, reason: 'other' },
    { n: 3, quantityMilli: 1000, reason: 'other' },
  ]);
});
